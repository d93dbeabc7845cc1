import { isIPv6 } from "node:net";

/** What one party can hardly change: an IPv4 address, or the /64 of an IPv6 address. */
export function networkOf(ipAddress: string): string {
  const address = ipAddress.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/s, "");
  if (!isIPv6(address)) return address;
  const [head = "", tail = ""] = address.toLowerCase().split("::");
  const before = head.split(":").filter(Boolean);
  const after = tail.split(":").filter(Boolean);
  const zeros = address.includes("::") ? Array<string>(8 - before.length - after.length) : [];
  const groups = [...before, ...zeros.fill("0"), ...after].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}

/**
 * The networks that one party may have: of IPv6 also the /48, as a provider gives those to its
 * customers, and each has 65,536 of the others.
 */
export function networksOf(ipAddress: string): readonly string[] {
  const network = networkOf(ipAddress);
  if (!network.endsWith("::/64")) return [network];
  return [network, `${network.split(":").slice(0, 3).join(":")}::/48`];
}

export function isLoopback(ipAddress: string): boolean {
  return /^(?:::ffff:)?127\./i.test(ipAddress) || ipAddress === "::1";
}
