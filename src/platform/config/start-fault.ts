interface Fault {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly path?: unknown;
  readonly port?: unknown;
  readonly address?: unknown;
  readonly message?: unknown;
}

/** What keeps a server from starting, in one sentence with the way out; null: nothing expected. */
export function startFault(raised: unknown, mongoUri: string | undefined): string | null {
  const fault = (raised ?? {}) as Fault;
  return listening(fault) ?? database(fault, mongoUri) ?? folder(fault);
}

function listening({ code, syscall, port, address }: Fault): string | null {
  if (syscall !== "listen" && syscall !== "bind" && syscall !== "getaddrinfo") return null;
  switch (code) {
    case "EADDRINUSE":
      return `Port ${String(port)} is in use by another program: stop that one, or choose another port with PORT.`;
    case "EACCES":
      return `This user may not listen on port ${String(port)}: choose one above 1023 with PORT.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `This machine does not have the address ${typeof address === "string" ? address : "of that name"} to listen on: correct HOST.`;
    default:
      return null;
  }
}

const WRONG_LOGIN = new Set([18, 13]);

function database({ name, code }: Fault, mongoUri = ""): string | null {
  switch (name) {
    case "MongoParseError":
    case "MongoAPIError":
    case "MongoInvalidArgumentError":
      return "MONGO_DB_URI is not the address of a database: it should look like mongodb://host:27017/name, and a password in it is encoded as in URLs.";
    case "MongooseServerSelectionError":
    case "MongoServerSelectionError":
    case "MongoNetworkError":
    case "MongoNetworkTimeoutError":
      return `The database of MONGO_DB_URI (${hostOf(mongoUri)}) does not answer: start it, or correct the address.`;
    case "MongoServerError":
      return WRONG_LOGIN.has(Number(code))
        ? `The database of MONGO_DB_URI (${hostOf(mongoUri)}) refuses the user or the password in it.`
        : null;
    default:
      return typeof code === "string" && /^(ENOTFOUND|ENODATA|ESERVFAIL|ETIMEOUT)$/.test(code)
        ? `The database of MONGO_DB_URI (${hostOf(mongoUri)}) has no address: correct it.`
        : null;
  }
}

function folder({ code, path }: Fault): string | null {
  const where = typeof path === "string" ? path : "DATA_DIR";
  switch (code) {
    case "EEXIST":
    case "ENOTDIR":
      return `${where} is a file where a folder is needed: choose another with DATA_DIR (or MEDIA_DIR).`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOENT":
      return `${where} cannot be written to: give it to this user, or choose another folder with DATA_DIR (or MEDIA_DIR).`;
    case "ENOSPC":
      return `There is no room left on the disk of ${where}: make some, or choose another folder with DATA_DIR.`;
    default:
      return null;
  }
}

/** Without the login that is in the address. */
function hostOf(mongoUri: string): string {
  return /^[a-z+]+:\/\/(?:.*@)?([^/?]*)/.exec(mongoUri)?.[1] || "as given";
}
