import { Arg, Ctx, ID, Int, Mutation, Resolver } from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import type { UploadAllowance } from "../../platform/limits/upload-allowance.js";
import { Attachment, UploadPurpose } from "./attachment.model.js";
import { UploadTicket } from "./attachment.types.js";
import type { TicketService } from "./ticket.service.js";

@Resolver()
export class TicketResolver {
  constructor(
    private readonly tickets: TicketService,
    private readonly allowance: UploadAllowance,
  ) {}

  @Mutation(() => UploadTicket, {
    description: "For big files: they go straight to where files are kept.",
  })
  async createUploadTicket(
    @Arg("filename", () => String, { description: "It is cleaned." }) filename: string,
    @Arg("mimeType", () => String, {
      description: "One of `uploadMimeTypes`, else FILE_TYPE_REJECTED.",
    })
    mimeType: string,
    @Arg("byteSize", () => Int, {
      description: "Exactly, up to `uploadMaxBytes`, else FILE_TOO_LARGE.",
    })
    byteSize: number,
    @Arg("purpose", () => UploadPurpose, {
      nullable: true,
      defaultValue: UploadPurpose.MESSAGE,
      description: "What the attachment can be named in.",
    })
    given: UploadPurpose | null,
    @Ctx() context: Context,
  ): Promise<UploadTicket> {
    const viewer = requireViewer(context);
    const purpose = given ?? UploadPurpose.MESSAGE;
    const request = { filename, mimeType, byteSize, purpose };
    this.tickets.check(request);
    await this.allowance.take(viewer.userId.toHexString(), byteSize);
    return this.tickets.issue(viewer, request);
  }

  @Mutation(() => Attachment, {
    description:
      "Looks at what was sent. It must have the size and the type that the ticket was for; else it is deleted.",
  })
  completeUpload(
    @Arg("attachmentId", () => ID, {
      description:
        "Of the ticket. CONFLICT before the file is there, and once the session that got the ticket has ended; again afterwards is fine.",
    })
    attachmentId: string,
    @Ctx() context: Context,
  ): Promise<Attachment> {
    return this.tickets.complete(requireViewer(context).userId, attachmentId);
  }
}
