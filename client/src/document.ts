import type { DocumentTypeDecoration } from "@graphql-typed-document-node/core";
import type { DocumentNode } from "graphql";

/** What graphql-codegen's client preset makes, in both of its document modes: strings and nodes. */
export type TypedDocument<Result, Variables> = DocumentTypeDecoration<Result, Variables> &
  (DocumentNode | { toString(): string });

/** Any of those, where its types do not matter. */
export type AnyDocument = DocumentNode | { toString(): string };

/** `print` of graphql; only apps whose documents are nodes need to pay for it. */
export type Print = (document: DocumentNode) => string;

export function documentText(document: AnyDocument, print?: Print): string {
  if (typeof document === "string" || !("kind" in document)) return document.toString();
  if (print) return print(document);
  throw new TypeError("This document is a DocumentNode: pass graphql's `print` to ConfabClient.");
}
