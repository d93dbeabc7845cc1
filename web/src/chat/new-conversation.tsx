import { useRef, useState } from "react";
import { navigate } from "../app/route.js";
import { useApiMutation } from "../api/use-api-mutation.js";
import {
  CreateGroupDocument,
  OpenDirectConversationDocument,
  type PersonFragment,
} from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { Field } from "../ui/field.js";
import { ErrorNotice } from "../ui/notice.js";
import { PeoplePicker } from "./people-picker.js";
import { chatTexts } from "../texts/chat.js";

/** One person makes a direct conversation, more make a group. */
export function NewConversation({ onClose }: { readonly onClose: () => void }) {
  const [picked, setPicked] = useState<readonly PersonFragment[]>([]);
  const [name, setName] = useState("");
  // One id for one group, however often the button is pressed.
  const groupId = useRef(crypto.randomUUID());
  const direct = useApiMutation(OpenDirectConversationDocument);
  const group = useApiMutation(CreateGroupDocument);
  const many = picked.length > 1;

  const toggle = (person: PersonFragment): void =>
    setPicked((all) =>
      all.some(({ id }) => id === person.id)
        ? all.filter(({ id }) => id !== person.id)
        : [...all, person],
    );
  const create = async (): Promise<void> => {
    const [first] = picked;
    if (!first) return;
    const memberIds = picked.map(({ id }) => id);
    const id = many
      ? (
          await group.run({
            input: { clientConversationId: groupId.current, name: name.trim(), memberIds },
          })
        )?.createGroup.id
      : (await direct.run({ userId: first.id }))?.openDirectConversation.id;
    if (!id) return;
    navigate("chats", id);
    onClose();
  };
  return (
    <Dialog
      title={chatTexts.newConversation}
      onClose={onClose}
      footer={
        <Button
          kind="primary"
          busy={direct.busy || group.busy}
          disabled={picked.length === 0 || (many && name.trim() === "")}
          onClick={() => void create()}
        >
          {many ? chatTexts.createTheGroup : chatTexts.start}
        </Button>
      }
    >
      {picked.length > 0 && (
        <p className="small muted" role="status">
          {chatTexts.withThem(new Intl.ListFormat().format(picked.map((p) => p.name)))}
        </p>
      )}
      {many && (
        <Field
          label={chatTexts.nameOfTheGroup}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      )}
      {many && <p className="small muted">{chatTexts.whoIsNotAContactOf}</p>}
      <ErrorNotice error={direct.error ?? group.error} />
      <PeoplePicker label={chatTexts.searchPeople} picked={picked} onToggle={toggle} />
    </Dialog>
  );
}
