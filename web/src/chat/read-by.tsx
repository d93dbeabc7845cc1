import { useApiPages } from "../api/use-api-pages.js";
import { ReadByDocument, type MessageItemFragment, type ReadByQuery } from "../gql/graphql.js";
import { Avatar } from "../ui/avatar.js";
import { pictureOf } from "../ui/person-picture.js";
import { Dialog } from "../ui/dialog.js";
import { Failed, Loading } from "../ui/notice.js";
import { ShowMore } from "../ui/show-more.js";
import { messagesTexts } from "../texts/messages.js";

interface ReadByProps {
  readonly message: MessageItemFragment;
  readonly onClose: () => void;
}

const pageOf = ({ node }: ReadByQuery) => (node?.__typename === "Message" ? node.readBy : null);

/** Who of a group has read one's own message, as far as they show it. */
export function ReadBy({ message, onClose }: ReadByProps) {
  const variables = { id: message.id };
  const list = useApiPages({ document: ReadByDocument, variables, pageOf });
  const { nodes, error, loading, reload } = list;
  return (
    <Dialog title={messagesTexts.readBy} onClose={onClose}>
      {loading && <Loading label={messagesTexts.loadingReaders} />}
      {error && !nodes && <Failed error={error} onRetry={reload} />}
      {nodes?.length === 0 && <p className="muted">{messagesTexts.nobodyYetOrNobodyWhoShows}</p>}
      <ul className="people" aria-label={messagesTexts.readers}>
        {nodes?.map((person) => (
          <li key={person.id} className="person" data-static="true">
            <Avatar id={person.id} name={person.name} picture={pictureOf(person)} size={36} />
            <span className="grow truncate">{person.name}</span>
          </li>
        ))}
      </ul>
      <ShowMore {...list} />
    </Dialog>
  );
}
