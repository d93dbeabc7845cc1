import { ask, Refusal, uploadPicture } from "./ask.js";
import { mailedCode } from "./mailbox.js";
import { portrait } from "./pictures.js";

export interface Who {
  readonly key: string;
  readonly name: string;
  readonly bio: string;
  readonly colours: readonly [string, string];
}

interface Entered {
  readonly tokens: { readonly accessToken: string };
  readonly viewer: { readonly user: { readonly id: string; readonly avatar: object | null } };
}
const ENTERED = "{ tokens { accessToken } viewer { user { id avatar { id } } } }";
const LOGIN = `mutation ($input: LoginInput!) { login(input: $input) ${ENTERED} }`;
const SIGNUP = "mutation ($input: SignupInput!) { signup(input: $input) { token } }";
const CONFIRM = `mutation ($input: ConfirmEmailInput!) { confirmEmail(input: $input) ${ENTERED} }`;
const PROFILE = "mutation ($input: ProfileInput!) { updateProfile(input: $input) { email } }";

/** One of the people of the seeded workspace. Each step may be repeated, and is done once. */
export class Member {
  private constructor(
    readonly id: string,
    private readonly origin: string,
    private readonly token: string,
  ) {}

  static async enter(origin: string, password: string, who: Who): Promise<Member> {
    const email = `${who.key}@confab.example`;
    const { tokens, viewer } = await logIn(origin, { email, password, name: who.name });
    const member = new Member(viewer.user.id, origin, tokens.accessToken);
    if (!viewer.user.avatar) await member.introduce(who);
    return member;
  }

  ask<Data = unknown>(query: string, variables: object): Promise<Data> {
    return ask<Data>(this.origin, query, variables, this.token);
  }

  upload(bytes: Buffer, name: string, purpose: string): Promise<string> {
    return uploadPicture(this.origin, this.token, { bytes, name, purpose });
  }

  /** Resolves to the id of the message. */
  async send(conversationId: string, clientMessageId: string, rest: object): Promise<string> {
    const query =
      "mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }";
    const input = { conversationId, clientMessageId, ...rest };
    const { sendMessage } = await this.ask<{ sendMessage: { message: { id: string } } }>(query, {
      input,
    });
    return sendMessage.message.id;
  }

  /** Two who ask each other are contacts. */
  async befriend(other: Member): Promise<void> {
    const query = "mutation ($id: ID!) { sendContactRequest(userId: $id) { id } }";
    await this.ask(query, { id: other.id });
    await other.ask(query, { id: this.id });
  }

  async react(messageId: string, emoji: string): Promise<void> {
    const query =
      "mutation ($id: ID!, $emoji: String!) { setReaction(messageId: $id, emoji: $emoji, active: true) { id } }";
    await this.ask(query, { id: messageId, emoji });
  }

  private async introduce({ name, bio, colours }: Who): Promise<void> {
    const bytes = await portrait(name.slice(0, 1), colours);
    const avatarId = await this.upload(bytes, "portrait.png", "AVATAR");
    await this.ask(PROFILE, { input: { bio, avatarId } });
  }
}

async function logIn(
  origin: string,
  { email, password, name }: { email: string; password: string; name: string },
): Promise<Entered> {
  try {
    const input = { email, password, device: "demo" };
    return (await ask<{ login: Entered }>(origin, LOGIN, { input })).login;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "INVALID_CREDENTIALS") throw error;
  }
  const given = { input: { name, email, password } };
  const { signup } = await ask<{ signup: { token: string } }>(origin, SIGNUP, given);
  const code = await mailedCode(origin, email);
  const proof = { input: { email, code, token: signup.token, device: "demo" } };
  return (await ask<{ confirmEmail: Entered }>(origin, CONFIRM, proof)).confirmEmail;
}
