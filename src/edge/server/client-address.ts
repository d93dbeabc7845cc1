import type { IncomingMessage } from "node:http";

/** As fastify does for requests: the address that the outermost trusted proxy saw. */
export function clientAddress({ headers, socket }: IncomingMessage, trustedHops: number): string {
  const direct = socket.remoteAddress ?? "";
  const forwarded = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
  const addresses = forwarded.map((address) => address.trim()).filter(Boolean);
  if (trustedHops === 0 || addresses.length === 0) return direct;
  return addresses[Math.max(0, addresses.length - trustedHops)] ?? direct;
}
