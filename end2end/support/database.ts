import { randomUUID } from "node:crypto";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

/** What the product stores its data in. */
export type Engine = "sqlite" | "postgres";

export const ENGINES: readonly Engine[] = ["sqlite", "postgres"];

/** A cluster where databases may be created; `cargo xtask test` starts one. */
export const CLUSTER = process.env["LAGEBILD_TEST_POSTGRES"];

/** A database of its own, empty at first. */
export interface Database {
  url: string;
  remove(): Promise<void>;
}

/** Creates an empty database, or a copy of an SQLite file that nobody writes to. */
export async function create(engine: Engine, template?: string): Promise<Database> {
  return engine === "sqlite" ? file(template) : inCluster();
}

async function file(template?: string): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), "lagebild-db-"));
  const path = join(folder, "lagebild.db");
  if (template !== undefined) await copyFile(template.replace(/^sqlite:/, ""), path);
  return { url: `sqlite:${path}`, remove: () => rm(folder, { recursive: true }) };
}

async function inCluster(): Promise<Database> {
  if (CLUSTER === undefined) throw new Error("LAGEBILD_TEST_POSTGRES nennt keinen Cluster.");
  const name = `e2e_${randomUUID().replaceAll("-", "")}`;
  await execute(`create database ${name}`);
  const url = new URL(CLUSTER);
  url.pathname = `/${name}`;
  return { url: url.href, remove: () => execute(`drop database if exists ${name} with (force)`) };
}

async function execute(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: CLUSTER });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
