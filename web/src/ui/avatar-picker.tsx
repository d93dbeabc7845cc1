import { toConfabError, type ConfabError } from "@confab/client";
import { useRef, useState } from "react";
import { upload } from "../api/upload.js";
import type { UploadPurpose } from "../gql/graphql.js";
import { Avatar, type AvatarProps } from "./avatar.js";
import { Button } from "./button.js";
import { ErrorNotice } from "./notice.js";
import { uiTexts } from "../texts/ui.js";

interface AvatarPickerProps extends Pick<AvatarProps, "id" | "name" | "picture"> {
  readonly purpose: UploadPurpose;
  readonly onPicked: (attachmentId: string) => void;
}

export function AvatarPicker({ id, name, picture, purpose, onPicked }: AvatarPickerProps) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ConfabError | null>(null);
  const send = async (file: File): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      onPicked((await upload({ file, purpose })).id);
    } catch (thrown) {
      setError(toConfabError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="row">
      <Avatar id={id} name={name} picture={picture} size={72} />
      <input
        ref={input}
        type="file"
        hidden
        accept="image/*"
        aria-label={uiTexts.chooseAPicture}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) void send(file);
        }}
      />
      <div className="grow stack">
        <div>
          <Button busy={busy} onClick={() => input.current?.click()}>
            {uiTexts.changeThePicture}
          </Button>
        </div>
        <ErrorNotice error={error} />
      </div>
    </div>
  );
}
