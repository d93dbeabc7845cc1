import "react";

declare module "react" {
  interface CSSProperties {
    /** The hue of a person's name. */
    "--hue"?: number;
    /** How much of a recording has been played. */
    "--done"?: string;
  }
}
