package io.sluice.inbox;

class SqliteTraceTest extends TraceContract {}
