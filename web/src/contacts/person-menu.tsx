import { useState } from "react";
import type { PersonFragment } from "../gql/graphql.js";
import { IconButton } from "../ui/button.js";
import { Menu } from "../ui/menu.js";
import { MenuItem } from "../ui/menu-item.js";
import type { PersonActions } from "./use-person-actions.js";
import { contactsTexts } from "../texts/contacts.js";

interface PersonMenuProps {
  readonly person: PersonFragment;
  readonly actions: PersonActions;
}

export function PersonMenu({ person, actions }: PersonMenuProps) {
  const { name, isDeleted, contactState, viewerHasBlocked } = person;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        icon="more"
        small
        label={contactsTexts.moreAbout(name)}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      />
      {anchor && (
        <Menu label={contactsTexts.moreAbout(name)} anchor={anchor} onClose={() => setAnchor(null)}>
          {!isDeleted && (
            <MenuItem icon="chats" text={contactsTexts.writeAMessage} onClick={actions.message} />
          )}
          {contactState === "CONTACT" && (
            <MenuItem icon="close" text={contactsTexts.removeContact} onClick={actions.remove} />
          )}
          {viewerHasBlocked ? (
            <MenuItem
              icon="shield"
              text={contactsTexts.unblock}
              onClick={() => actions.block(false)}
            />
          ) : (
            <MenuItem
              icon="shield"
              text={contactsTexts.block}
              danger
              onClick={() => actions.block(true)}
            />
          )}
        </Menu>
      )}
    </>
  );
}
