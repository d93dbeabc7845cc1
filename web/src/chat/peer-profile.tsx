import { useApiQuery } from "../api/use-api-query.js";
import { ProfileDocument } from "../gql/graphql.js";
import { Covers } from "../ui/covers.js";

interface PeerProfileProps {
  readonly userId: string;
  readonly name: string;
}

/** What the list of conversations does not bring; nothing of it while a block stands. */
export function PeerProfile({ userId, name }: PeerProfileProps) {
  const { data } = useApiQuery(ProfileDocument, { id: userId });
  if (!data?.user) return null;
  const { bio, covers } = data.user;
  return (
    <>
      <Covers name={name} covers={covers} />
      {bio && <p className="muted small">{bio}</p>}
    </>
  );
}
