const LIMIT_MS = 20_000;
const EVERY_MS = 50;

/** The code from the development mailbox. The mail comes a little after the answer that promised it. */
export async function mailedCode(origin: string, email: string): Promise<string> {
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    const response = await fetch(`${origin}/dev/mail.json?to=${encodeURIComponent(email)}`);
    if (response.status === 404)
      throw new Error(
        `${origin} sends its mail to a real mail server, so the demonstration cannot read the codes.`,
      );
    const mails = (await response.json()) as { text: string }[];
    const code = mails.flatMap(({ text }) => /\b\d{8}\b/.exec(text)?.[0] ?? [])[0];
    if (code !== undefined) return code;
    if (performance.now() > end)
      throw new Error(`No code arrived for ${email} within ${LIMIT_MS / 1_000} s.`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
