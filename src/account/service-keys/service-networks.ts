import { BlockList, isIP, isIPv6 } from "node:net";

const MAX_BITS = { ipv4: 32, ipv6: 128 } as const;
const MAPPED = /^::ffff:(?=\d+\.)/i;

interface Range {
  readonly address: string;
  readonly bits: number;
  readonly family: "ipv4" | "ipv6";
}

/** An address, or a network in CIDR notation; null for anything else. */
function rangeOf(given: string): Range | null {
  const [address = "", bits, ...rest] = given.split("/");
  if (rest.length > 0 || isIP(address) === 0 || address.includes("%")) return null;
  const family = isIPv6(address) ? "ipv6" : "ipv4";
  if (bits === undefined) return { address, bits: MAX_BITS[family], family };
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > MAX_BITS[family]) return null;
  return { address, bits: Number(bits), family };
}

export function isNetwork(given: string): boolean {
  return rangeOf(given) !== null;
}

/** Whether that address is in one of them; without any, every address is. */
export function isWithin(networks: readonly string[], ipAddress: string): boolean {
  if (networks.length === 0) return true;
  const address = ipAddress.replace(MAPPED, "").replace(/%.*$/s, "");
  if (isIP(address) === 0) return false;
  const list = new BlockList();
  for (const network of networks) {
    const range = rangeOf(network);
    if (range) list.addSubnet(range.address, range.bits, range.family);
  }
  return list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
