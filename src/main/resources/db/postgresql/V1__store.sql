-- All moments and durations are milliseconds; a moment counts from 1970 in the database's clock.
-- COLLATE "C": names and keys are compared byte by byte, which is cheaper than a language's order and the same everywhere.

-- The log. Numbers are only drawn under the appenders' advisory lock, so that they become visible in their order.
CREATE TABLE event (
    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source      text COLLATE "C" NOT NULL,
    message_id  text COLLATE "C" NOT NULL,
    type        text   NOT NULL,
    ts          bigint NOT NULL,
    received_at bigint NOT NULL,
    body        bytea  NOT NULL, -- compact JSON in UTF-8
    imported    boolean NOT NULL DEFAULT false, -- from the past, as /v1/import takes them
    UNIQUE (source, message_id)
);

-- Rows that are updated with every settle keep room on their page, so that no index has to change (HOT updates).

-- Who may call an account, and whether anybody may just now. The fence rises whenever the holder changes.
CREATE TABLE account (
    name         text COLLATE "C" PRIMARY KEY,
    holder       text,
    fence        bigint NOT NULL DEFAULT 0,
    expires_at   bigint NOT NULL DEFAULT 0,
    paused_until bigint NOT NULL DEFAULT 0,
    paused_since bigint NOT NULL DEFAULT 0,
    reason       text
) WITH (fillfactor = 50);

-- How far each flow has come: every event up to the position is done or has a row in delivery.
CREATE TABLE lane (
    name         text COLLATE "C" PRIMARY KEY,
    account      text   NOT NULL,
    began        bigint NOT NULL, -- the first event after this one is the first that it has seen
    position     bigint NOT NULL,
    ahead        text   NOT NULL DEFAULT '',
    read_to      bigint  NOT NULL DEFAULT 0, -- deliveries up to here may have been merged
    paused_until bigint NOT NULL DEFAULT 0,
    paused_since bigint NOT NULL DEFAULT 0,
    reason       text
) WITH (fillfactor = 50);

-- Only what is not simply done. States: waiting, parked, sending (these three are open), refused, done.
CREATE TABLE delivery (
    lane         text COLLATE "C" NOT NULL,
    seq          bigint  NOT NULL,
    mapping      text COLLATE "C" NOT NULL,
    key          text COLLATE "C" NOT NULL,
    state        text    NOT NULL,
    next_at      bigint,
    attempts     integer NOT NULL,
    tried_millis bigint  NOT NULL,
    reason       text,
    detail       text,
    changed_at   bigint  NOT NULL, -- the age of a refused row counts from here
    PRIMARY KEY (lane, seq, mapping)
);

-- Whose turn has come.
CREATE INDEX delivery_turn ON delivery (lane, next_at, seq) WHERE next_at IS NOT NULL;
-- The first row of a key, the open rows of each key, the open rows of each mapping.
CREATE INDEX delivery_open ON delivery (lane, key, seq, mapping, state) WHERE state IN ('waiting', 'parked', 'sending');
-- The marks that a moving position removes.
CREATE INDEX delivery_done ON delivery (lane, seq) WHERE state = 'done';
-- What retention removes, oldest first.
CREATE INDEX delivery_refused ON delivery (changed_at) WHERE state = 'refused';
-- Whether an event still has rows.
CREATE INDEX delivery_event ON delivery (seq);

-- When each column of an order key was last written. A key is known by 64 bits of a hash of it and its lane, and by 32 more
-- that two keys with one id differ in.
CREATE TABLE newest (
    id         bigint PRIMARY KEY,
    mark       integer NOT NULL,
    written    bytea   NOT NULL, -- per time: the time, how many columns, and a 64-bit hash of each one's name
    submitted  bytea,            -- what it becomes when the job that the key is in turns out well
    changed_at bigint  NOT NULL  -- sluice.order.memory counts from here
) WITH (fillfactor = 70);

-- Final outcomes, counted in the transaction that made them.
CREATE TABLE counter (
    lane    text COLLATE "C" NOT NULL,
    mapping text COLLATE "C" NOT NULL,
    what    text COLLATE "C" NOT NULL,
    reason  text COLLATE "C" NOT NULL,
    n       bigint NOT NULL,
    PRIMARY KEY (lane, mapping, what, reason)
) WITH (fillfactor = 50);

-- What the operator sees of each batch.
CREATE TABLE call (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lane        text COLLATE "C" NOT NULL,
    target      text    NOT NULL,
    first_seq   bigint  NOT NULL,
    last_seq    bigint  NOT NULL,
    rows        integer NOT NULL,
    calls       integer NOT NULL,
    status      integer NOT NULL, -- 0: no answer
    receipt     text    NOT NULL, -- what the destination calls what it did, where that is to be proved; otherwise empty
    started_at  bigint  NOT NULL,
    took_millis bigint  NOT NULL
);
CREATE INDEX call_started ON call (started_at);
-- The call that a delivery went with.
CREATE INDEX call_covers ON call (lane, last_seq);

-- Who is forgotten: the SHA-256 of each user id, and of the contact keys that can be made of it. Nothing removes them.
CREATE TABLE suppressed (
    identity text COLLATE "C" PRIMARY KEY,
    since    bigint NOT NULL
);

-- Contacts that exist in an account, so that they need not be created with each identify.
CREATE TABLE contact (
    account     text COLLATE "C" NOT NULL,
    key         text COLLATE "C" NOT NULL,
    known_until bigint NOT NULL,
    PRIMARY KEY (account, key)
);
CREATE INDEX contact_until ON contact (known_until);

-- Rows that the destination has taken as one, and whose verdicts are still to be had. A job stands for its deliveries.
CREATE TABLE job (
    lane         text COLLATE "C" NOT NULL,
    id           text COLLATE "C" NOT NULL, -- as the destination calls it
    action       text   NOT NULL,
    account      text   NOT NULL,
    kind         text   NOT NULL,
    name         text   NOT NULL,
    first_seq    bigint NOT NULL, -- events from here on are kept
    submitted_at bigint NOT NULL,
    lines        bytea  NOT NULL, -- key, events and mappings of each row, compressed
    PRIMARY KEY (lane, id)
);

-- How many deliveries of each mapping a job stands for.
CREATE TABLE job_open (
    lane    text COLLATE "C" NOT NULL,
    job     text COLLATE "C" NOT NULL,
    mapping text COLLATE "C" NOT NULL,
    n       bigint NOT NULL,
    PRIMARY KEY (lane, job, mapping)
);

-- What a command asks of the holder of an account, and what came of it.
CREATE TABLE errand (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account  text COLLATE "C" NOT NULL,
    lane     text COLLATE "C",                -- none: the whole account
    kind     text   NOT NULL,
    argument text   NOT NULL,    -- JSON
    state    text   NOT NULL,    -- open, done, failed
    progress text   NOT NULL DEFAULT '', -- of one that takes long: its newest line; empty until it is begun
    answer   text   NOT NULL,
    asked_at bigint NOT NULL
);
CREATE INDEX errand_open ON errand (account, id) WHERE state = 'open';
