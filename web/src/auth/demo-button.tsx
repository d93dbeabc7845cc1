import { useRequest } from "../api/use-request.js";
import { LoginDocument } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { ErrorNotice } from "../ui/notice.js";
import { accept } from "./accept.js";
import { deviceName, type Step } from "./step.js";
import { authTexts } from "../texts/auth.js";

interface DemoAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Put into the page by a development server that was started with a seeded workspace. */
function demoAccount(): DemoAccount | null {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="demo-account"]');
  return meta?.content ? (JSON.parse(decodeURIComponent(meta.content)) as DemoAccount) : null;
}

export function DemoButton({ go }: { readonly go: (step: Step) => void }) {
  const { run, busy, error } = useRequest(LoginDocument);
  const account = demoAccount();
  if (!account) return null;
  const { name, email, password } = account;
  const enter = async (): Promise<void> => {
    const answer = await run({ input: { email, password, device: deviceName() } });
    if (answer) accept(answer.login, go);
  };
  return (
    <>
      <ErrorNotice error={error} />
      <Button wide busy={busy} onClick={() => void enter()}>
        {authTexts.continueAs(name)}
      </Button>
    </>
  );
}
