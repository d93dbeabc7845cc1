import { mkdirSync } from "node:fs";
import express from "express";
import multer from "multer";
import { port, ready, userOf } from "./world.js";

/** Uploads as most do them: a token, then multer straight to the disk. */
const destination = process.env["UPLOADS"] ?? "/tmp/uploads";
mkdirSync(destination, { recursive: true });
const app = express();
const files = multer({
  storage: multer.diskStorage({ destination }),
  limits: { fileSize: 26_214_400, files: 10 },
});

app.post(
  "/upload",
  (request, response, next) => {
    try {
      userOf(request.headers.authorization);
      next();
    } catch {
      response.status(401).json({ error: "UNAUTHENTICATED" });
    }
  },
  files.single("0"),
  (request, response) => {
    const { filename, size, mimetype } = request.file ?? {};
    response.json({ data: { upload: { id: filename, byteSize: size, mimeType: mimetype } } });
  },
);

const server = app.listen(port, "127.0.0.1", () => ready(server.address()));
