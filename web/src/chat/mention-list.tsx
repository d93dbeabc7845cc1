import type { PersonFragment } from "../gql/graphql.js";
import { Avatar } from "../ui/avatar.js";
import { pictureOf } from "../ui/person-picture.js";
import { ALL } from "./named.js";
import { messagesTexts } from "../texts/messages.js";

type Mentionable = Pick<PersonFragment, "id" | "name" | "avatar">;

export interface MentionListProps {
  readonly listId: string;
  readonly activeId: string;
  readonly people: readonly Mentionable[];
  readonly active: number;
  readonly onPick: (index: number) => void;
}

export function MentionList({ listId, people, active, onPick }: MentionListProps) {
  return (
    <ul
      id={listId}
      className="mention-list"
      role="listbox"
      aria-label={messagesTexts.mentionAMember}
    >
      {people.map((person, i) => (
        <li
          key={person.id}
          id={`${listId}-${i}`}
          role="option"
          aria-selected={i === active}
          onMouseDown={(event) => {
            event.preventDefault();
            onPick(i);
          }}
        >
          <Avatar id={person.id} name={person.name} picture={pictureOf(person)} size={28} />
          {person.name}
          {person.id === ALL && (
            <span className="small muted">{messagesTexts.everybodyInThisGroup}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
