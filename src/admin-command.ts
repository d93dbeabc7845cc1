import { parseArgs } from "node:util";
import type { Founder, FoundingService } from "./account/administration/founding.service.js";
import { normaliseEmail } from "./platform/core/email-address.js";

const INVITED_MS = 14 * 24 * 60 * 60_000;

export const ADMIN_USAGE = `Usage, after \`npm run admin --\` or \`node dist/main.js admin\`:
  create --email you@example.com [--name "Your Name"]
      Makes a super admin, or raises the account that the address has. The password is read from
      ADMIN_PASSWORD, or made up and shown once.
  invite --email somebody@example.com
      Prints what a sign-up with that address needs where SIGNUP=invite; good for 14 days.
  verify-audit
      Checks that no row of the audit was changed or removed.`;

/** Resolves to the exit code. */
export type AdminWork = (founding: FoundingService) => Promise<number>;

/** What the arguments ask for; null: nothing that there is. Without a password one is made up. */
export function readAdminCommand(
  args: readonly string[],
  givenPassword: string | undefined,
): AdminWork | null {
  const { positionals, values } = parse(args) ?? { positionals: [], values: {} };
  const [command, ...others] = positionals;
  if (others.length > 0) return null;
  if (command === "verify-audit") return verifyAudit;
  const email = normaliseEmail(values.email);
  if (command === "invite" && email) return invite(email);
  if (command !== "create" || !email) return null;
  const name = values.name ?? email.replace(/@.*/, "");
  return (founding) => create(founding, { email, name, password: givenPassword || null });
}

function parse(
  args: readonly string[],
): { positionals: string[]; values: { email?: string; name?: string } } | null {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { email: { type: "string" }, name: { type: "string" } },
    });
  } catch {
    return null;
  }
}

async function create(founding: FoundingService, founder: Founder): Promise<number> {
  const { password } = await founding.createSuperAdmin(founder);
  console.log(`${founder.email} is a super admin.`);
  if (password && !founder.password) console.log(`Password: ${password}`);
  return 0;
}

function invite(email: string): AdminWork {
  return (founding) => {
    const until = new Date(Date.now() + INVITED_MS);
    console.log(`Invitation of ${email}, until ${until.toISOString()}:`);
    console.log(founding.invite(email, until));
    return Promise.resolve(0);
  };
}

async function verifyAudit(founding: FoundingService): Promise<number> {
  const broken = await founding.verifyAudit();
  console.log(broken === null ? "The audit is whole." : `The audit is broken at ${broken}.`);
  return broken === null ? 0 : 1;
}
