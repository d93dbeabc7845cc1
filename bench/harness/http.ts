/** A request as the plan of the load generator wants it: on one line. Placeholders keep their width. */
export function httpPost(path: string, body: string, authorization?: string): string {
  const length = Buffer.byteLength(body.replaceAll("{{n}}", "0123456789"));
  return [
    `POST ${path} HTTP/1.1`,
    "host: 127.0.0.1",
    "content-type: application/json",
    ...(authorization ? [`authorization: ${authorization}`] : []),
    `content-length: ${length}`,
    "",
    body,
  ].join("{{crlf}}");
}
