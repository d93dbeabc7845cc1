import { readChat } from "./chats.mjs";
import { Refusal } from "./confab.mjs";
import { ownOf, OWN } from "./shapes.mjs";

const TOKENS = `tokens { accessToken refreshToken }`;
const LOGIN = `mutation($input: LoginInput!) { login(input: $input) {
  ${TOKENS} challenge { __typename } viewer { ...OldOwn } } } ${OWN}`;
const GOOGLE = `mutation($input: GoogleLoginInput!) { loginWithGoogle(input: $input) {
  ${TOKENS} viewer { ...OldOwn } } } ${OWN}`;
const REFRESH = `mutation($refreshToken: String!) { refresh(refreshToken: $refreshToken) {
  ${TOKENS} viewer { ...OldOwn } } } ${OWN}`;
const SIGNUP = `mutation($input: SignupInput!) { signup(input: $input) { token } }`;
const CONFIRM = `mutation($input: ConfirmEmailInput!) { confirmEmail(input: $input) { ${TOKENS} } }`;
const RESEND = `mutation($email: EmailAddress!, $token: String) {
  resendCode(email: $email, token: $token) { expiresAt } }`;
const FORGET = `mutation($email: EmailAddress!) { requestPasswordReset(email: $email) { expiresAt } }`;
const RESET = `mutation($input: ResetPasswordInput!) { resetPassword(input: $input) }`;
const CHANGE = `mutation($input: ChangePasswordInput!) { changePassword(input: $input) {
  viewer { ...OldOwn } } } ${OWN}`;
const PROFILE = `query { viewer { ...OldOwn } } ${OWN}`;
const REQUEST = `mutation($userId: ID!) { sendContactRequest(userId: $userId) { id contactState } }`;
const ACCEPT = `mutation($userId: ID!) { answerContactRequest(userId: $userId, accept: true) { id } }`;

const text = (value) => (typeof value === "string" ? value : "");
/** Mobile numbers as people dial them in Egypt. */
const dialled = (phone) => text(phone).replace(/^01([0125]\d{8})$/, "+201$1");

function sameTwice(one, other) {
  if (text(one) !== text(other)) throw new Refusal("The two passwords differ.", 400);
  return text(one);
}

/** By `METHOD /path`: what each answers, as `[status, body]`. `pending`: tokens of sign-ups by address. */
export function createRoutes(confab, pending) {
  const routes = {
    "POST /users/signup": async ({ body }) => {
      const { name, email, phone, gender } = body;
      const password = sameTwice(body.password, body.cPassword);
      const input = { name: text(name), email: text(email), password };
      const more = {
        ...(phone && { phone: dialled(phone) }),
        ...(gender && { gender: text(gender).toUpperCase() }),
      };
      const { signup } = await confab.ask(SIGNUP, { input: { ...input, ...more } });
      pending.set(text(email).toLowerCase(), signup.token);
      // The same for known and unknown addresses: nothing of it is read from an account.
      const user = { name: text(name), email: text(email), confirmed: false };
      return [201, { message: "User Created Successfully...", user }];
    },
    "PATCH /users/confirmEmail": async ({ body: { email, otp } }) => {
      const token = pending.get(text(email).toLowerCase());
      const input = { email: text(email), code: String(otp ?? ""), ...(token && { token }) };
      await confab.ask(CONFIRM, { input });
      pending.delete(text(email).toLowerCase());
      return [200, { message: "Email Confirmed Successfully..." }];
    },
    "POST /users/resendOtp": async ({ body: { email } }) => {
      // Without the token it is for all sign-ups that wait under the address.
      const token = pending.get(text(email).toLowerCase()) ?? null;
      await confab.ask(RESEND, { email: text(email), token });
      return [200, { message: "A new OTP has been sent to your email." }];
    },
    "POST /users/signin": async ({ body }) => {
      if (body.idToken) return google(body.idToken, 200, "User loged In Successfully...");
      const { email, phone, password } = body;
      const name = email ? { email: text(email) } : { phone: dialled(phone) };
      const { login } = await confab.ask(LOGIN, { input: { ...name, password: text(password) } });
      if (!login.tokens)
        throw new Refusal("This account logs in with a second factor: use the new app.", 400);
      const user = ownOf(login.viewer);
      return [200, { message: "User loged In Successfully...", user, tokens: login.tokens }];
    },
    "POST /users/signInWithGmail": async ({ body: { idToken } }) => {
      const [, { tokens }] = await google(idToken, 201, "Done");
      return [201, { message: "Done", Tokens: tokens }];
    },
    "GET /users/refreshToken": async ({ body, authorization }) => {
      // In the body, though it is a GET; some proxies drop that, so the header does as well.
      const given = text(body.authorization) || authorization;
      const refreshToken = given.split(" ").at(-1) ?? "";
      const { refresh } = await confab.ask(REFRESH, { refreshToken });
      return [200, { message: "Done", user: ownOf(refresh.viewer), tokens: refresh.tokens }];
    },
    "PATCH /users/forgetPassword": async ({ body: { email } }) => {
      await confab.ask(FORGET, { email: text(email) });
      return [200, { message: "OTP send Successfully..." }];
    },
    "PATCH /users/resetPassword": async ({ body }) => {
      const newPassword = sameTwice(body.newPassword, body.cNewPassword);
      const input = { email: text(body.email), code: String(body.otp ?? ""), newPassword };
      await confab.ask(RESET, { input });
      return [200, { message: "Password reset successfully" }];
    },
    "PATCH /users/updatePassword": async ({ body, authorization }) => {
      const newPassword = sameTwice(body.newPassword, body.cNewPassword);
      const input = { currentPassword: text(body.oldPassword), newPassword };
      const { changePassword } = await confab.askAs(authorization, CHANGE, { input });
      const user = ownOf(changePassword.viewer);
      return [200, { message: "Password Updated successfully", user }];
    },
    "GET /users/profile": async ({ authorization }) => {
      const user = ownOf(await viewerOf(authorization), { whole: true });
      return [200, { message: "Done", user }];
    },
    "PATCH /users/add/:id": async ({ authorization, id: userId }) => {
      const viewer = await viewerOf(authorization);
      const asked = await confab.askAs(authorization, REQUEST, { userId });
      // Friends are contacts at once, as the old clients expect: the key says yes for the other.
      if (asked.sendContactRequest.contactState === "REQUEST_SENT" && confab.actAs)
        await confab.actAs(userId, ACCEPT, { userId: viewer.user.id });
      return [200, { message: "Done", user: ownOf(await viewerOf(authorization)) }];
    },
    "GET /chat/:id": async ({ authorization, id }) => {
      await viewerOf(authorization);
      return [200, { message: "done", chat: await readChat(confab, authorization, id) }];
    },
  };

  async function google(idToken, status, message) {
    const { loginWithGoogle: done } = await confab.ask(GOOGLE, { input: { idToken } });
    if (!done.tokens) throw new Refusal("Use the new app.", 400);
    return [status, { message, user: ownOf(done.viewer), tokens: done.tokens }];
  }

  async function viewerOf(authorization) {
    const { viewer } = await confab.askAs(authorization, PROFILE);
    if (!viewer) throw new Refusal("Please log in.", 400);
    return viewer;
  }
  return routes;
}
