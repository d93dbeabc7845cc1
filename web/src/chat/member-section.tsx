import { useEffect, useRef, useState } from "react";
import { useApiMutation } from "../api/use-api-mutation.js";
import { useApiPages } from "../api/use-api-pages.js";
import {
  AddMembersDocument,
  MembersDocument,
  type MembersQuery,
  type PersonFragment,
} from "../gql/graphql.js";
import { useChat } from "../state/chat-context.js";
import type { Conversation } from "../state/conversation.js";
import { Button, IconButton } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { ErrorNotice, Failed, Loading } from "../ui/notice.js";
import { ShowMore } from "../ui/show-more.js";
import { MemberRow } from "./member-row.js";
import { PeoplePicker } from "./people-picker.js";
import { chatTexts } from "../texts/chat.js";

const pageOf = ({ conversation }: MembersQuery) => conversation?.members;

export function MemberSection({ conversation }: { readonly conversation: Conversation }) {
  const { id, memberCount, viewerMembership } = conversation;
  const list = useApiPages({ document: MembersDocument, variables: { id }, pageOf });
  const { nodes: members = [], error, loading, reload } = list;
  const [adding, setAdding] = useState(false);
  const again = useRef(reload);
  again.current = reload;
  useEffect(() => again.current(), [memberCount]);
  const role = viewerMembership?.role ?? "MEMBER";
  return (
    <section className="drawer-section" aria-labelledby="members-title">
      <div className="row">
        <h3 id="members-title" className="grow">
          {chatTexts.members(memberCount)}
        </h3>
        {role !== "MEMBER" && (
          <IconButton
            icon="plus"
            small
            label={chatTexts.addMembers}
            onClick={() => setAdding(true)}
          />
        )}
      </div>
      {loading && <Loading label={chatTexts.loadingMembers} />}
      {error && !list.nodes && <Failed error={error} onRetry={reload} />}
      <ul className="people">
        {members.map((member) => (
          <li key={member.id}>
            <MemberRow conversationId={id} member={member} viewerRole={role} onChanged={reload} />
          </li>
        ))}
      </ul>
      <ShowMore {...list} />
      {adding && (
        <AddMembers
          conversationId={id}
          present={new Set(members.map(({ user }) => user.id))}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  );
}

interface AddMembersProps {
  readonly conversationId: string;
  readonly present: ReadonlySet<string>;
  readonly onClose: () => void;
}

function AddMembers({ conversationId, present, onClose }: AddMembersProps) {
  const chat = useChat();
  const [picked, setPicked] = useState<readonly PersonFragment[]>([]);
  const { run, busy, error } = useApiMutation(AddMembersDocument);
  const toggle = (person: PersonFragment): void =>
    setPicked((all) => (all.includes(person) ? all.filter((p) => p !== person) : [...all, person]));
  const add = async (): Promise<void> => {
    const answer = await run({ conversationId, userIds: picked.map(({ id }) => id) });
    if (!answer) return;
    chat.list.merge(answer.addMembers);
    onClose();
  };
  return (
    <Dialog
      title={chatTexts.addMembers}
      onClose={onClose}
      footer={
        <Button
          kind="primary"
          busy={busy}
          disabled={picked.length === 0}
          onClick={() => void add()}
        >
          {picked.length > 0 ? chatTexts.addSoMany(picked.length) : chatTexts.add}
        </Button>
      }
    >
      <ErrorNotice error={error} />
      <PeoplePicker
        label={chatTexts.searchPeople}
        picked={picked}
        exclude={present}
        onToggle={toggle}
      />
    </Dialog>
  );
}
