/** A refusal of the server, as the old clients are told it. */
export class Refusal extends Error {
  constructor(message, status, code = "") {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const STATUS = {
  UNAUTHENTICATED: 400,
  INVALID_CREDENTIALS: 400,
  FORBIDDEN: 403,
  BLOCKED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  SERVICE_UNAVAILABLE: 503,
};

/** Asks the server by its contract; rejects with a Refusal. */
export function createConfab({ confabUrl, key, servicePrefix = "Server" }) {
  async function ask(query, variables = {}, headers = {}) {
    const response = await fetch(confabUrl, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query, variables }),
    }).catch(() => {
      throw new Refusal("The chat is away: try again in a moment.", 503);
    });
    const { data, errors } = await response.json();
    const [error] = errors ?? [];
    if (!error) return data;
    const code = error.extensions?.code ?? "";
    throw new Refusal(error.message, STATUS[code] ?? (response.status >= 500 ? 500 : 400), code);
  }
  return {
    ask,
    /** In the name of whoever the token is of: it travels on as it came, with its prefix. */
    askAs: (authorization, query, variables) => ask(query, variables, { authorization }),
    /** In somebody's name by the service key; null: there is none. */
    actAs:
      key &&
      ((userId, query, variables) =>
        ask(query, variables, { authorization: `${servicePrefix} ${key}`, "act-as": userId })),
  };
}
