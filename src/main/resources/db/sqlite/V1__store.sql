-- All moments and durations are milliseconds; a moment counts from 1970 in the store's clock.

-- The log. AUTOINCREMENT, because a number must not be given again after retention has removed the newest events.
CREATE TABLE event (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    source      TEXT    NOT NULL,
    message_id  TEXT    NOT NULL,
    type        TEXT    NOT NULL,
    ts          INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    body        BLOB    NOT NULL, -- compact JSON in UTF-8
    imported    INTEGER NOT NULL DEFAULT 0, -- 1: from the past, as /v1/import takes them
    UNIQUE (source, message_id)
);

-- Who may call an account, and whether anybody may just now. The fence rises whenever the holder changes.
CREATE TABLE account (
    name         TEXT    NOT NULL PRIMARY KEY,
    holder       TEXT,
    fence        INTEGER NOT NULL DEFAULT 0,
    expires_at   INTEGER NOT NULL DEFAULT 0,
    paused_until INTEGER NOT NULL DEFAULT 0,
    paused_since INTEGER NOT NULL DEFAULT 0,
    reason       TEXT
);

-- How far each flow has come: every event up to the position is done or has a row in delivery.
CREATE TABLE lane (
    name         TEXT    NOT NULL PRIMARY KEY,
    account      TEXT    NOT NULL,
    began        INTEGER NOT NULL, -- the first event after this one is the first that it has seen
    position     INTEGER NOT NULL,
    ahead        TEXT    NOT NULL DEFAULT '',
    read_to      INTEGER NOT NULL DEFAULT 0, -- deliveries up to here may have been merged
    paused_until INTEGER NOT NULL DEFAULT 0,
    paused_since INTEGER NOT NULL DEFAULT 0,
    reason       TEXT
);

-- Only what is not simply done. States: waiting, parked, sending (these three are open), refused, done.
CREATE TABLE delivery (
    lane         TEXT    NOT NULL,
    seq          INTEGER NOT NULL,
    mapping      TEXT    NOT NULL,
    key          TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    next_at      INTEGER,
    attempts     INTEGER NOT NULL,
    tried_millis INTEGER NOT NULL,
    reason       TEXT,
    detail       TEXT,
    changed_at   INTEGER NOT NULL, -- the age of a refused row counts from here
    PRIMARY KEY (lane, seq, mapping)
) WITHOUT ROWID;

-- Whose turn has come.
CREATE INDEX delivery_turn ON delivery (lane, next_at, seq) WHERE next_at IS NOT NULL;
-- The first row of a key, the open rows of each key, the open rows of each mapping.
CREATE INDEX delivery_open ON delivery (lane, key, seq, mapping, state) WHERE state IN ('waiting', 'parked', 'sending');
-- The marks that a moving position removes. The state comes first, or SQLite prefers the primary key, and walks over all
-- refused rows with each move.
CREATE INDEX delivery_done ON delivery (state, lane, seq) WHERE state = 'done';
-- What retention removes, oldest first.
CREATE INDEX delivery_refused ON delivery (changed_at) WHERE state = 'refused';
-- Whether an event still has rows.
CREATE INDEX delivery_event ON delivery (seq);

-- When each column of an order key was last written. A key is known by 64 bits of a hash of it and its lane, and by 32 more
-- that two keys with one id differ in: small rows in the order of a number are what makes a random key cheap to write.
CREATE TABLE newest (
    id         INTEGER PRIMARY KEY,
    mark       INTEGER NOT NULL,
    written    BLOB    NOT NULL, -- per time: the time, how many columns, and a 64-bit hash of each one's name
    submitted  BLOB,             -- what it becomes when the job that the key is in turns out well
    changed_at INTEGER NOT NULL  -- sluice.order.memory counts from here
);

-- Final outcomes, counted in the transaction that made them.
CREATE TABLE counter (
    lane    TEXT    NOT NULL,
    mapping TEXT    NOT NULL,
    what    TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    n       INTEGER NOT NULL,
    PRIMARY KEY (lane, mapping, what, reason)
) WITHOUT ROWID;

-- What the operator sees of each batch.
CREATE TABLE call (
    id          INTEGER PRIMARY KEY,
    lane        TEXT    NOT NULL,
    target      TEXT    NOT NULL,
    first_seq   INTEGER NOT NULL,
    last_seq    INTEGER NOT NULL,
    rows        INTEGER NOT NULL,
    calls       INTEGER NOT NULL,
    status      INTEGER NOT NULL, -- 0: no answer
    receipt     TEXT    NOT NULL, -- what the destination calls what it did, where that is to be proved; otherwise empty
    started_at  INTEGER NOT NULL,
    took_millis INTEGER NOT NULL
);
CREATE INDEX call_started ON call (started_at);
-- The call that a delivery went with.
CREATE INDEX call_covers ON call (lane, last_seq);

-- Who is forgotten: the SHA-256 of each user id, and of the contact keys that can be made of it. Nothing removes them.
CREATE TABLE suppressed (
    identity TEXT    NOT NULL PRIMARY KEY,
    since    INTEGER NOT NULL
) WITHOUT ROWID;

-- Contacts that exist in an account, so that they need not be created with each identify.
CREATE TABLE contact (
    account     TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    known_until INTEGER NOT NULL,
    PRIMARY KEY (account, key)
) WITHOUT ROWID;
CREATE INDEX contact_until ON contact (known_until);

-- Rows that the destination has taken as one, and whose verdicts are still to be had. A job stands for its deliveries.
CREATE TABLE job (
    lane         TEXT    NOT NULL,
    id           TEXT    NOT NULL, -- as the destination calls it
    action       TEXT    NOT NULL,
    account      TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    first_seq    INTEGER NOT NULL, -- events from here on are kept
    submitted_at INTEGER NOT NULL,
    lines        BLOB    NOT NULL, -- key, events and mappings of each row, compressed
    PRIMARY KEY (lane, id)
);

-- How many deliveries of each mapping a job stands for.
CREATE TABLE job_open (
    lane    TEXT    NOT NULL,
    job     TEXT    NOT NULL,
    mapping TEXT    NOT NULL,
    n       INTEGER NOT NULL,
    PRIMARY KEY (lane, job, mapping)
) WITHOUT ROWID;

-- What a command asks of the holder of an account, and what came of it.
CREATE TABLE errand (
    id       INTEGER PRIMARY KEY,
    account  TEXT NOT NULL,
    lane     TEXT,                -- none: the whole account
    kind     TEXT   NOT NULL,
    argument TEXT   NOT NULL,    -- JSON
    state    TEXT   NOT NULL,    -- open, done, failed
    progress TEXT   NOT NULL DEFAULT '', -- of one that takes long: its newest line; empty until it is begun
    answer   TEXT   NOT NULL,
    asked_at INTEGER NOT NULL
);
CREATE INDEX errand_open ON errand (account, id) WHERE state = 'open';
