const INFO = 30;
const ERROR = 50;

/** For whoever started the server, whatever LOG_LEVEL is: in production a line as the log's. */
export function say(text: string): void {
  process.stdout.write(line(text, INFO));
}

export function complain(text: string): void {
  process.stderr.write(line(text, ERROR));
}

function line(text: string, level: number): string {
  // eslint-disable-next-line no-restricted-properties -- said also where the configuration cannot be read
  if (process.env["NODE_ENV"] !== "production") return `${text}\n`;
  return `${JSON.stringify({ level, time: Date.now(), pid: process.pid, msg: text })}\n`;
}
