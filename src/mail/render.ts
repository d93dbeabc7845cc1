import Handlebars from "handlebars";
import type { Mail } from "./mailer.js";
import { templates, type MailData, type TemplateName } from "./templates.js";

const NAME_MAX_CHARS = 60;
const NAME_MAX_CHARS_IN_SUBJECT = 24;
const STYLE =
  "font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff";

const subjects = environment((name) => `\u2068${name}\u2069`, NAME_MAX_CHARS_IN_SUBJECT);
const text = environment((name) => `\u2068${name}\u2069`);
const html = environment((name) =>
  new Handlebars.SafeString(`<bdi>${Handlebars.escapeExpression(name)}</bdi>`).toString(),
);

export function render<Name extends TemplateName>(
  name: Name,
  data: MailData[Name],
): Pick<Mail, "subject" | "text" | "html"> {
  const { subject, body } = templates[name];
  const asText = (source: string): string => fill(text, source, data, true);
  const paragraphs = body.map((source) => `<p>${fill(html, source, data, false)}</p>`);
  return {
    subject: fill(subjects, subject, data, true),
    text: body.map(asText).join("\n\n"),
    html: `<!doctype html><html lang="en"><meta charset="utf-8"><body style="${STYLE}">${paragraphs.join("")}</body></html>`,
  };
}

function fill(engine: typeof Handlebars, source: string, data: object, noEscape: boolean): string {
  return engine.compile(source, { strict: true, noEscape })(data);
}

/** Strict: a mail that lacks a value is a fault here, not a gap there. */
function environment(
  isolate: (name: string) => string,
  maxChars = NAME_MAX_CHARS,
): typeof Handlebars {
  const engine = Handlebars.create();
  engine.registerHelper(
    "person",
    (value: string) => new Handlebars.SafeString(isolate(tame(value, maxChars))),
  );
  return engine;
}

/**
 * Names are other people's words. Controls and direction marks go, so that nothing outside of the
 * name turns round; word joiners keep mail programs from making a link of `evil.example`.
 */
function tame(name: string, maxChars: number): string {
  const visible = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
    .trim();
  const chars = [...visible];
  const short = chars.length > maxChars ? `${chars.slice(0, maxChars - 1).join("")}…` : visible;
  return short.replace(/[.:/@](?=\S)/g, "$&\u2060");
}
