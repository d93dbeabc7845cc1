import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { requireViewer, type Context } from "../../api/graphql/context.js";
import { ONCE_PER_DOCUMENT } from "../../api/graphql/cost.js";
import { Account } from "../../people/users/account.types.js";
import { DataExport } from "./data-export.model.js";
import type { DataExportService } from "./data-export.service.js";

@Resolver(() => Account)
export class DataExportResolver {
  constructor(private readonly exports: DataExportService) {}

  @FieldResolver(() => DataExport, {
    nullable: true,
    description: "The latest that was asked for; null: none, or its link has expired.",
  })
  dataExport(@Root() { _id }: Account): Promise<DataExport | null> {
    return this.exports.latest(_id);
  }

  @Mutation(() => DataExport, {
    complexity: ONCE_PER_DOCUMENT,
    description:
      "Writes down all that is kept of the viewer and that they may read, as lines with their files in one archive, and mails a link to it. One that is under way is the answer. CONFLICT for an account without an address.",
  })
  requestExport(
    @Arg("password", () => String, {
      nullable: true,
      description:
        "INVALID_CREDENTIALS where it is wrong. Null: the login of this session must be of the last ten minutes (REAUTH_REQUIRED).",
    })
    password: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<DataExport> {
    return this.exports.request(requireViewer(context), password ?? null);
  }
}
