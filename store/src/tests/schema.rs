//! The two folders of migrations make the same schema.

use std::collections::BTreeSet;

use super::database::{Engine, on_each_engine};

fn migrations(folder: &str) -> BTreeSet<String> {
    let path = format!("{}/../migrations/{folder}", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(path).unwrap();
    files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn both_folders_have_the_same_files() {
    let sqlite = migrations("sqlite");
    assert!(!sqlite.is_empty());
    assert_eq!(sqlite, migrations("postgres"));
}

/// Table, column, whether it may be missing, and its type as SQLite has it.
const SQLITE_COLUMNS: &str = r#"
    SELECT m.name || '.' || c.name || ' ' || c.type || CASE WHEN c."notnull" = 1 OR c.pk > 0 THEN '' ELSE ' or null' END
    FROM sqlite_schema m JOIN pragma_table_info(m.name) c
    WHERE m.type = 'table' AND m.name NOT IN ('sqlite_sequence', '_sqlx_migrations')"#;

const POSTGRES_COLUMNS: &str = "
    SELECT table_name || '.' || column_name || ' ' || CASE data_type
        WHEN 'bigint' THEN 'INTEGER'
        WHEN 'boolean' THEN 'INTEGER'
        WHEN 'double precision' THEN 'REAL'
        WHEN 'text' THEN 'TEXT'
        WHEN 'bytea' THEN 'BLOB'
        WHEN 'date' THEN 'TEXT'
        WHEN 'timestamp with time zone' THEN 'TEXT'
        ELSE data_type
    END || CASE is_nullable WHEN 'YES' THEN ' or null' ELSE '' END
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'";

/// Keys, and how many conditions each table checks: the engines do not tell the conditions alike.
const SQLITE_RULES: &str = r#"
    WITH t AS (
        SELECT name, sql FROM sqlite_schema
        WHERE type = 'table' AND name NOT IN ('sqlite_sequence', '_sqlx_migrations')
    )
    SELECT t.name || ' primary ' || group_concat(c.name, ',' ORDER BY c.pk)
    FROM t JOIN pragma_table_info(t.name) c WHERE c.pk > 0 GROUP BY t.name
    UNION ALL
    SELECT t.name || CASE i.origin WHEN 'u' THEN ' unique ' ELSE ' index ' END || group_concat(c.name, ',' ORDER BY c.seqno)
    FROM t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
    WHERE i.origin <> 'pk' GROUP BY t.name, i.name, i.origin
    UNION ALL
    SELECT t.name || ' foreign ' || group_concat(f."from", ',' ORDER BY f.seq) || ' -> ' || f."table"
        || ' ' || group_concat(f."to", ',' ORDER BY f.seq)
    FROM t JOIN pragma_foreign_key_list(t.name) f GROUP BY t.name, f.id, f."table"
    UNION ALL
    SELECT name || ' checks ' || (length(sql) - length(replace(sql, 'CHECK (', 'CHECK '))) FROM t WHERE sql LIKE '%CHECK (%'"#;

const POSTGRES_RULES: &str = "
    WITH k AS (
        SELECT conrelid::regclass::text AS t, contype, confrelid::regclass::text AS other,
            (SELECT string_agg(attname, ',' ORDER BY n) FROM unnest(conkey) WITH ORDINALITY AS u (a, n)
                JOIN pg_attribute ON attrelid = conrelid AND attnum = a) AS columns,
            (SELECT string_agg(attname, ',' ORDER BY n) FROM unnest(confkey) WITH ORDINALITY AS u (a, n)
                JOIN pg_attribute ON attrelid = confrelid AND attnum = a) AS other_columns
        FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conrelid <> '_sqlx_migrations'::regclass
    )
    SELECT t || ' primary ' || columns FROM k WHERE contype = 'p'
    UNION ALL
    SELECT t || ' unique ' || columns FROM k WHERE contype = 'u'
    UNION ALL
    SELECT i.indrelid::regclass::text || ' index ' || string_agg(attname, ',' ORDER BY n)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid, unnest(i.indkey) WITH ORDINALITY AS u (a, n), pg_attribute
    WHERE attrelid = i.indrelid AND attnum = a AND c.relnamespace = 'public'::regnamespace
        AND i.indexrelid NOT IN (SELECT conindid FROM pg_constraint)
    GROUP BY i.indexrelid, i.indrelid
    UNION ALL
    SELECT t || ' foreign ' || columns || ' -> ' || other || ' ' || other_columns FROM k WHERE contype = 'f'
    UNION ALL
    SELECT t || ' checks ' || count(*) FROM k WHERE contype = 'c' GROUP BY t";

#[tokio::test]
async fn both_schemas_have_the_same_columns_and_rules() {
    let schemas = std::cell::RefCell::new(Vec::new());
    on_each_engine(async |database| {
        let (columns, rules) = match database.engine {
            Engine::Sqlite => (SQLITE_COLUMNS, SQLITE_RULES),
            Engine::Postgres => (POSTGRES_COLUMNS, POSTGRES_RULES),
        };
        let mut schema: Vec<String> = [database.rows(columns).await, database.rows::<(String,)>(rules).await]
            .concat()
            .into_iter()
            .map(|(line,)| line)
            .collect();
        schema.sort();
        schemas.borrow_mut().push(schema);
    })
    .await;
    let schemas = schemas.into_inner();
    for part in ["audit.actor TEXT", "retraction unique event", "rollout_event checks 2"] {
        assert!(schemas[0].iter().any(|line| line == part), "{part}: {:#?}", schemas[0]);
    }
    if let [sqlite, postgres] = &schemas[..] {
        let (sqlite, postgres): (BTreeSet<_>, BTreeSet<_>) =
            (sqlite.iter().collect(), postgres.iter().collect());
        let only_one: Vec<_> = sqlite.symmetric_difference(&postgres).collect();
        assert!(only_one.is_empty(), "in one schema and not in the other: {only_one:#?}");
    }
}
