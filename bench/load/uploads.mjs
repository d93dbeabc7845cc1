// Sends the same multipart body again and again: `node uploads.mjs JOB`, answers `done RESULT`, both JSON.
import { randomBytes } from "node:crypto";
import { Agent, request } from "node:http";

const { port, path, authorizations, fields, fileBytes, parallel, uploads } = JSON.parse(
  process.argv[2],
);
const boundary = "----confab-bench";
// A film: nothing looks into it, and it does not compress.
const file = randomBytes(fileBytes);
file.write("\0\0\0\x20ftypisom\0\0\0\0isomiso2avc1mp41", "latin1");
const part = (name, more, value) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}`;
const body = Buffer.concat([
  ...Object.entries(fields).map(([name, value]) => Buffer.from(`${part(name, "", value)}\r\n`)),
  Buffer.from(part("0", '; filename="film.mp4"\r\nContent-Type: video/mp4', "")),
  file,
  Buffer.from(`\r\n--${boundary}--\r\n`),
]);
const agent = new Agent({ keepAlive: true, maxSockets: parallel });

function send(number) {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      "content-length": body.length,
      "apollo-require-preflight": "1",
      authorization: authorizations[number % authorizations.length],
    };
    const sent = request(
      { port, path, agent, host: "127.0.0.1", method: "POST", headers },
      (reply) => {
        let text = "";
        reply
          .on("data", (chunk) => (text += chunk))
          .on("end", () => {
            if (text.includes(`"byteSize":${fileBytes}`)) resolve();
            else reject(new Error(`${reply.statusCode} ${text.slice(0, 300)}`));
          });
      },
    );
    sent.on("error", reject).end(body);
  });
}

let next = 0;
const began = performance.now();
const uploader = async () => {
  while (next < uploads) await send(next++);
};
await Promise.all(Array.from({ length: parallel }, uploader));
const seconds = (performance.now() - began) / 1_000;
console.log(`done ${JSON.stringify({ seconds, bytes: uploads * fileBytes })}`);
process.exit(0);
