import { useApiMutation } from "../api/use-api-mutation.js";
import { useApiQuery } from "../api/use-api-query.js";
import {
  RevokeOtherSessionsDocument,
  RevokeSessionDocument,
  SessionsDocument,
} from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { formatAgo } from "../ui/format.js";
import { Icon } from "../ui/icon.js";
import { ErrorNotice, Failed, Loading } from "../ui/notice.js";

export function SessionSettings() {
  const { data, error, loading, reload } = useApiQuery(SessionsDocument, {});
  const one = useApiMutation(RevokeSessionDocument);
  const others = useApiMutation(RevokeOtherSessionsDocument);
  if (loading) return <Loading label="Loading devices" />;
  if (error && !data) return <Failed error={error} onRetry={reload} />;
  const sessions = data?.viewer?.sessions ?? [];
  const then = (work: Promise<unknown>): void => {
    void work.then((result) => {
      if (result) reload();
    });
  };
  return (
    <div className="stack">
      <p className="muted">Where you are signed in. A device that you sign out is out at once.</p>
      <ErrorNotice error={one.error ?? others.error} />
      <ul className="cards">
        {sessions.map(({ id, device, ipAddress, lastUsedAt, isCurrent }) => (
          <li key={id} className="card row">
            <Icon name="device" size={24} />
            <div className="grow">
              <p className="truncate card-name">{device ?? "Unknown device"}</p>
              <p className="small muted truncate">
                {isCurrent ? "This device" : `Active ${formatAgo(lastUsedAt)}`}
                {ipAddress ? ` · ${ipAddress}` : ""}
              </p>
            </div>
            {!isCurrent && (
              <Button
                small
                aria-label={`Sign out ${device ?? "unknown device"}`}
                onClick={() => then(one.run({ id }))}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <div>
          <Button kind="danger" busy={others.busy} onClick={() => then(others.run({}))}>
            Sign out all other devices
          </Button>
        </div>
      )}
    </div>
  );
}
