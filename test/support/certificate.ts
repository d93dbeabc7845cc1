import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";

/** One value of DER: its tag, its length, its content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const long = length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...(length < 128 ? [length] : long)]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
const ECDSA_WITH_SHA256 = sequence(oid("2a8648ce3d040302"));
const COMMON_NAME = oid("550403");
const CRL_DISTRIBUTION_POINTS = oid("551d1f");

/** Of a maker that nobody knows, with the address at which its revoked ones would be listed. */
export function ownCertificate(revokedAt: string): {
  readonly certificate: Buffer;
  readonly key: KeyObject;
} {
  const { publicKey, privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from("Maker")))));
  const time = (text: string): Buffer => der(0x18, Buffer.from(text));
  const address = der(0xa0, der(0xa0, der(0x86, Buffer.from(revokedAt))));
  const extension = sequence(CRL_DISTRIBUTION_POINTS, der(0x04, sequence(sequence(address))));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time("20200101000000Z"), time("20990101000000Z")),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(extension)),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", content, key));
  return { certificate: sequence(content, ECDSA_WITH_SHA256, signature), key };
}
