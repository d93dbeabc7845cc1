import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { CDPSession, Page } from "playwright-core";
import { generate } from "otplib";
import {
  BeginTwoFactorDocument,
  EnableTwoFactorDocument,
  PasskeysDocument,
  RemovePasskeyDocument,
} from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { launchBrowser } from "../support/browser.js";
import { post, until } from "../support/graphql.js";
import { PASSWORD, type Person } from "../support/people.js";
import { barriers, byApi, go, signUpInBrowser, visit, type Visitor } from "../support/web-chat.js";

let app: TestApp;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
beforeAll(async () => {
  app = await startApp();
  chromium = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await chromium.close();
  await app.stop();
});

/** The browser's own authenticator: what the person does at it is said by the test. */
class Device {
  private constructor(
    private readonly cdp: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async of({ context, page }: Visitor): Promise<Device> {
    const cdp = await context.newCDPSession(page);
    await cdp.send("WebAuthn.enable");
    const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true },
        automaticPresenceSimulation: true,
      },
    });
    return new Device(cdp, authenticatorId);
  }

  /** Whether somebody touches it when it asks. */
  async touched(enabled: boolean): Promise<void> {
    const { authenticatorId } = this;
    await this.cdp.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
  }

  /** Whether it knows the finger. */
  async verifies(isUserVerified: boolean): Promise<void> {
    const { authenticatorId } = this;
    await this.cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  }
}

/** Somebody new with a device, on their settings. */
async function settled(name: string): Promise<Visitor & { readonly device: Device }> {
  // Browsers have passkeys for names alone.
  const origin = app.origin.replace("127.0.0.1", "localhost");
  const visitor = await visit(chromium.browser, { ...app, origin }, `${name}${process.pid}`);
  const device = await Device.of(visitor);
  await device.touched(false);
  await signUpInBrowser(app, visitor);
  await go(visitor.page, "Settings");
  return { ...visitor, device };
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: "Passkeys" }).click();
  await page.getByLabel("Name of the passkey").fill(name);
  await page.getByRole("button", { name: "Add a passkey" }).click();
}

/** Adds one, and goes back to the sign-in page without touching the device any more. */
async function withPasskey(name: string) {
  const somebody = await settled(name);
  const { page, device } = somebody;
  await device.touched(true);
  await addPasskey(page, "Blue key");
  await page.getByRole("list", { name: "Your passkeys" }).getByText("Blue key").waitFor();
  await device.touched(false);
  return somebody;
}

async function signInByPassword({ page, email }: Visitor): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const chats = (page: Page) => page.getByRole("heading", { name: "Chats" }).waitFor();
const faults = ({ complaints }: Visitor) => complaints.filter((text) => !/40[0139]/.test(text));

test("somebody adds a passkey, comes in by it, and no more once it is removed", async () => {
  const visitor = await withPasskey("Iris");
  const { page, device } = visitor;
  expect(await barriers(page)).toEqual([]);
  await device.touched(true);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("This device has a passkey of yours already.").waitFor();
  await device.touched(false);

  await page.getByRole("button", { name: "Sign out" }).click();
  const signIn = page.getByRole("button", { name: "Sign in with a passkey" });
  await signIn.waitFor();
  expect(await barriers(page)).toEqual([]);
  await device.verifies(false);
  await device.touched(true);
  await signIn.click();
  await page.getByText("No passkey was used.", { exact: false }).waitFor();
  await device.verifies(true);
  // It is offered in the field again as well: the device may answer that before anybody clicks.
  const clicked = signIn.click({ timeout: 5_000 }).catch(() => undefined);
  await chats(page);
  await clicked;

  await device.touched(false);
  const { token } = await byApi(app, visitor);
  const { data } = await post(app.url, PasskeysDocument, {}, token);
  const id = data.viewer?.passkeys[0]?.id ?? "";
  await post(app.url, RemovePasskeyDocument, { id, password: PASSWORD }, token);
  await signIn.waitFor();
  await device.touched(true);
  await signIn.click();
  await page.getByText("This passkey opens no account here.", { exact: false }).waitFor();
  expect(faults(visitor)).toEqual([]);
}, 120_000);

test("the browser offers it where the name is filled in, and whoever chooses it there is in", async () => {
  const visitor = await withPasskey("Fill");
  const { page, device } = visitor;
  await page.evaluate(`(() => {
    window.mediations = [];
    const get = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = (options) => {
      window.mediations.push(options.mediation ?? "a dialog");
      return get(options);
    };
  })()`);
  await page.getByRole("button", { name: "Sign out" }).click();
  const name = page.getByLabel("E-mail");
  expect(await name.getAttribute("autocomplete")).toBe("username webauthn");
  const mediations = () => page.evaluate<string[]>("window.mediations");
  await until("it is offered", async () => (await mediations()).length > 0);
  expect(await mediations()).toEqual(["conditional"]);
  // Nobody chooses it: the other ways in are as usual, and the button takes its place.
  await signInByPassword(visitor);
  await chats(page);
  await go(page, "Settings");
  await page.getByRole("button", { name: "Sign out" }).click();
  await until("it is offered again", async () => (await mediations()).length > 1);
  await device.touched(true);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await chats(page);
  // Chosen at once, as the authenticator has it now.
  await go(page, "Settings");
  await page.getByRole("button", { name: "Sign out" }).click();
  await chats(page);
  const asked = await mediations();
  expect(asked.at(-1)).toBe("conditional");
  expect(asked.filter((one) => one === "a dialog")).toHaveLength(1);
  expect(faults(visitor)).toEqual([]);
}, 120_000);

test("without an app a passkey is the second factor: switched on, asked for, and switched off", async () => {
  const visitor = await withPasskey("Solo");
  const { page, device } = visitor;
  await page.getByRole("link", { name: "Two-factor" }).click();
  await page.getByLabel("Your password").fill(PASSWORD);
  await page.getByRole("button", { name: "Use my passkey" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await codes.first().waitFor();
  const code = (await codes.first().textContent()) ?? "";
  expect(await barriers(page)).toEqual([]);
  await device.touched(true);
  await page.getByRole("button", { name: "Turn it on with my passkey" }).click();
  await page.getByRole("button", { name: "Turn two-factor off" }).waitFor();
  expect(await barriers(page)).toEqual([]);
  // The only one stays.
  await page.getByRole("link", { name: "Passkeys" }).click();
  await page.getByRole("button", { name: "Remove Blue key" }).click();
  await page.getByText("your only second factor", { exact: false }).waitFor();

  await device.touched(false);
  await page.getByRole("button", { name: "Sign out" }).click();
  await signInByPassword(visitor);
  await page.getByText("Confirm with your passkey").waitFor();
  expect(await barriers(page)).toEqual([]);
  await device.touched(true);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await chats(page);
  await device.touched(false);
  await go(page, "Settings");
  await page.getByRole("button", { name: "Sign out" }).click();
  await signInByPassword(visitor);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(code);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await chats(page);

  await go(page, "Settings");
  await page.getByRole("link", { name: "Two-factor" }).click();
  await page.getByLabel("Your password").fill(PASSWORD);
  await device.touched(true);
  await page.getByRole("button", { name: "Turn two-factor off" }).click();
  await page.getByRole("button", { name: "Use my passkey" }).waitFor();
  expect(faults(visitor)).toEqual([]);
}, 120_000);

test("beside an app it takes the place of a code, and so it does where an account is erased", async () => {
  const visitor = await withPasskey("Both");
  const { page, device } = visitor;
  await turnOn(await byApi(app, visitor));
  await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
  await signInByPassword(visitor);
  await page.getByRole("heading", { name: "One more step" }).waitFor();
  await device.touched(true);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  // Back to where the session had ended.
  await page.getByRole("link", { name: "Password and account" }).click();
  const erasing = page.getByRole("form", { name: "Delete your account" });
  await erasing.getByLabel("Your password").fill(PASSWORD);
  await erasing.getByLabel("Authenticator code").waitFor();
  await erasing.getByRole("button", { name: "Use a passkey" }).click();
  expect(await barriers(page)).toEqual([]);
  await erasing.getByRole("button", { name: "Delete my account" }).click();
  await page.getByText("Your account is deleted.").waitFor();
  expect(faults(visitor)).toEqual([]);
}, 120_000);

async function turnOn({ token }: Person): Promise<void> {
  const begun = await post(app.url, BeginTwoFactorDocument, { password: PASSWORD }, token);
  const secret = new URL(begun.data.beginTwoFactor.otpauthUrl).searchParams.get("secret") ?? "";
  const code = await generate({ secret });
  const { errors } = await post(app.url, EnableTwoFactorDocument, { code }, token);
  if (errors) throw new Error(JSON.stringify(errors));
}
