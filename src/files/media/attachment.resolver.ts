import { GraphQLUpload, type FileUpload } from "graphql-upload-ts";
import { GraphQLURL } from "graphql-scalars";
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import type { UploadAllowance } from "../../platform/limits/upload-allowance.js";
import { Attachment, UploadPurpose } from "./attachment.model.js";
import type { AttachmentService } from "./attachment.service.js";
import { Thumbnail } from "./attachment.types.js";
import type { StagedFile } from "./staging.js";
import type { UploadService } from "./upload.service.js";

@Resolver(() => Attachment)
export class AttachmentResolver {
  constructor(
    private readonly uploads: UploadService,
    private readonly attachments: AttachmentService,
    private readonly allowance: UploadAllowance,
  ) {}

  @Mutation(() => Attachment, {
    description:
      "Takes one file of a multipart request. Name the attachment in a message, a profile or a group within 24 hours, or it is deleted.",
  })
  async upload(
    @Arg("file", () => GraphQLUpload, {
      description: "FILE_TOO_LARGE, FILE_TYPE_REJECTED or QUOTA_EXCEEDED where it is not taken.",
    })
    file: Promise<FileUpload>,
    @Arg("purpose", () => UploadPurpose, {
      nullable: true,
      defaultValue: UploadPurpose.MESSAGE,
      description: "What the attachment can be named in.",
    })
    purpose: UploadPurpose | null,
    @Ctx() context: Context,
  ): Promise<Attachment> {
    // What reads the request hands complete files over (edge/server/multipart.ts).
    const staged = (await file) as unknown as StagedFile;
    const { userId } = requireViewer(context);
    await this.allowance.take(userId.toHexString(), staged.byteSize);
    return this.uploads.accept(userId, staged, purpose ?? UploadPurpose.MESSAGE);
  }

  @FieldResolver(() => GraphQLURL, {
    description:
      "Signed and short-lived where the file is not public: ask again rather than store it.",
  })
  url(@Root() attachment: Attachment): string {
    return this.attachments.link(attachment).url;
  }

  @FieldResolver(() => Date, { nullable: true, description: "Null: the link does not expire." })
  urlExpiresAt(@Root() attachment: Attachment): Date | null {
    return this.attachments.link(attachment).expiresAt;
  }

  @FieldResolver(() => [Thumbnail], {
    complexity: 0,
    description: "Of pictures, smallest first: fitting 96, 320 and 800 pixels, none enlarged.",
  })
  thumbnails(@Root() attachment: Attachment): Thumbnail[] {
    return attachment.stored.map(({ width, height, variant }) => ({
      width,
      height,
      url: this.attachments.link(attachment, variant).url,
    }));
  }
}
