import { expect, test } from "@jest/globals";
import { render } from "../../src/mail/render.js";
import { templates, type MailData } from "../../src/mail/templates.js";

const at = "2030-01-01 12:00 UTC";
const samples: MailData = {
  confirmEmail: { code: "12345678", minutes: 10 },
  passkeyChanged: { name: "Phone", added: true, at: "2030-01-31 12:00 UTC" },
  phoneChanged: { ending: "671", removed: false, at: "2030-01-31 12:00 UTC" },
  accountExists: {},
  resetPassword: { code: "12345678", minutes: 10 },
  passwordChanged: { at },
  twoFactorChanged: { state: "on", at },
  newSignIn: { device: "Firefox", ipAddress: "192.0.2.1", at },
  sessionEnded: { device: "Firefox", at },
  dataExport: { url: "https://chat.example/export?key=abc", hours: 24 },
  contactRequest: { from: "Bob" },
  digest: {
    conversations: [
      { name: "Team", senders: ["Bob", "Eve"], count: 3, one: false },
      { name: "Ann", senders: ["Ann"], count: 1, one: true },
    ],
    others: 2,
    count: 4,
    one: false,
    unsubscribeUrl: "https://chat.example/u",
  },
};

test("every template is filled, in text and in HTML", () => {
  for (const name of Object.keys(templates) as (keyof MailData)[]) {
    const { subject, text, html } = render(name, samples[name]);
    for (const part of [subject, text, html]) expect(part).not.toMatch(/\{\{|undefined|\[object/);
    expect(text.length).toBeGreaterThan(40);
  }
  expect(render("digest", samples.digest).text).toMatch(
    /^3 messages wait for you in .Team., from .Bob., .Eve.\./,
  );
});

test("A-57 names are words, never markup, links, lines or turned text", () => {
  const from = "\u202e<b>Eve</b> https://evil.example/x\r\nBcc: a@evil.example \u2066";
  const { subject, text, html } = render("contactRequest", { from });
  expect(html).toContain("<bdi>&lt;b&gt;Eve");
  expect(html).not.toContain("<b>");
  for (const part of [subject, text, html ?? ""]) {
    expect(part).not.toMatch(/https:\/\/|evil\.example|a@evil|[\u202e\u2066]/);
    expect(part).not.toContain("\r");
  }
  expect(subject).not.toContain("\n");
  expect(subject).toMatch(/^\u2068[^\u2068\u2069]*\u2069 would like/);
});

test("A-82: a name as long as a line is no subject, and what groups are called is in none", () => {
  const from = "Your account is about to be closed, call this number at once";
  const { subject, text } = render("contactRequest", { from });
  expect(text).toContain(from);
  expect(subject).not.toContain("closed");
  expect([...subject].length).toBeLessThan(70);
  const conversations = [{ name: from, senders: [from], count: 4, one: false }];
  const digest = render("digest", { ...samples.digest, conversations });
  expect(digest.subject).toBe("Unread: 4 messages");
});

test("a mail that lacks a value is a fault, not a gap", () => {
  expect(() => render("passwordChanged", {} as never)).toThrow(/not defined/);
});
