import type { PersonFragment } from "../gql/graphql.js";
import { Button } from "../ui/button.js";
import type { PersonActions } from "./use-person-actions.js";
import { contactsTexts } from "../texts/contacts.js";

interface PersonButtonsProps {
  readonly person: PersonFragment;
  readonly actions: PersonActions;
  readonly small?: boolean;
}

/** What is next between the viewer and somebody. */
export function PersonButtons({ person, actions, small = false }: PersonButtonsProps) {
  const { kind, isDeleted, contactState, viewerHasBlocked } = person;
  const shape = { small, disabled: actions.busy };
  if (viewerHasBlocked) {
    return (
      <Button {...shape} onClick={() => actions.block(false)}>
        {contactsTexts.unblock}
      </Button>
    );
  }
  switch (contactState) {
    case "REQUEST_RECEIVED":
      return (
        <>
          <Button {...shape} kind="primary" onClick={() => actions.answer(true)}>
            {contactsTexts.accept}
          </Button>
          <Button {...shape} onClick={() => actions.answer(false)}>
            {contactsTexts.decline}
          </Button>
        </>
      );
    case "REQUEST_SENT":
      return <span className="small muted">{contactsTexts.requested}</span>;
    case "CONTACT":
      return (
        <Button {...shape} kind={small ? "plain" : "primary"} onClick={actions.message}>
          {contactsTexts.message}
        </Button>
      );
    default:
      if (isDeleted || kind === "BOT") return null;
      return (
        <Button {...shape} onClick={actions.add}>
          {contactsTexts.addContact}
        </Button>
      );
  }
}
