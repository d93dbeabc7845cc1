import { useState } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { UpdateConversationDocument } from "../gql/graphql.js";
import { useChat } from "../state/chat-context.js";
import type { Conversation } from "../state/conversation.js";
import { AvatarPicker } from "../ui/avatar-picker.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { Field } from "../ui/field.js";
import { ErrorNotice } from "../ui/notice.js";
import { chatTexts } from "../texts/chat.js";

interface EditGroupProps {
  readonly conversation: Conversation;
  readonly onClose: () => void;
}

export function EditGroup({ conversation, onClose }: EditGroupProps) {
  const chat = useChat();
  const [name, setName] = useState(conversation.name ?? "");
  const [description, setDescription] = useState(conversation.description ?? "");
  const { run, busy, error } = useApiMutation(UpdateConversationDocument);
  const [asking, setAsking] = useState(false);
  const unsaved =
    name !== (conversation.name ?? "") || description !== (conversation.description ?? "");
  const save = async (input: { name?: string; description?: string; avatarId?: string }) => {
    const answer = await run({ id: conversation.id, input });
    if (answer) chat.list.merge(answer.updateConversation);
    return answer !== null;
  };
  return (
    <Dialog
      title={chatTexts.editTheGroup}
      onClose={() => (unsaved ? setAsking(true) : onClose())}
      footer={
        <>
          {asking && (
            <>
              <span className="grow small" role="alert">
                {chatTexts.leaveWithoutSaving}
              </span>
              <Button kind="danger" onClick={onClose}>
                {chatTexts.discardTheChanges}
              </Button>
            </>
          )}
          <Button
            kind="primary"
            busy={busy}
            disabled={name.trim() === ""}
            onClick={() => {
              void save({ name: name.trim(), description: description.trim() }).then((saved) => {
                if (saved) onClose();
              });
            }}
          >
            {chatTexts.save}
          </Button>
        </>
      }
    >
      <AvatarPicker
        id={conversation.id}
        name={name}
        picture={conversation.avatar}
        purpose="GROUP_AVATAR"
        onPicked={(avatarId) => void save({ avatarId })}
      />
      <Field
        label={chatTexts.name}
        maxLength={100}
        value={name}
        onChange={(e) => setName(e.target.value)}
      />
      <Field
        label={chatTexts.description}
        maxLength={300}
        value={description}
        onChange={(e) => setDescription(e.target.value)}
      />
      <ErrorNotice error={error} />
    </Dialog>
  );
}
