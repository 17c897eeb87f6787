package io.sluice.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;

/** Many works in one transaction, which the caller commits. A work that fails undoes only itself. */
final class Group {
    private static final int VALID_WITHIN_SECONDS = 2;

    private final Connection connection;
    private final Database database;
    /** Whether there is something in the transaction that a failing work must not undo. */
    private boolean begun;

    Group(Connection connection, Database database) {
        this.connection = connection;
        this.database = database;
    }

    /** The transaction is lost before its commit: nothing of it was kept, so that the others can be done again. */
    static final class Undone extends Exception {
        private static final long serialVersionUID = 1L;

        final transient List<? extends Pending<?>> culprits;

        Undone(List<? extends Pending<?>> culprits, Throwable cause) {
            super(cause);
            this.culprits = culprits;
        }
    }

    void run(List<Pending<?>> works) throws Undone {
        var appends = new ArrayList<PendingAppend>();
        for (var work : works) {
            if (work instanceof PendingAppend append) {
                appends.add(append);
                continue;
            }
            // The order of arrival holds within one urgency, so the appends go before the next work that is none.
            append(appends);
            one(work);
        }
        append(appends);
    }

    private void one(Pending<?> work) throws Undone {
        guarded(List.of(work), () -> work.run(new SqlTx(connection, database)));
    }

    /** All in one statement; only if that fails, one by one, to find whose fault it is. */
    private void append(List<PendingAppend> appends) throws Undone {
        if (appends.isEmpty()) {
            return;
        }
        boolean together = guarded(appends, () -> {
            var news = database.append(
                    connection, appends.stream().map(append -> append.rows).toList());
            for (int i = 0; i < news.length; i++) {
                appends.get(i).done(news[i]);
            }
            // Under the appenders' lock, where there is one, so that two processes cannot wait for each other's rows.
            appends.forEach(append -> PeopleSql.suppress(new Statements(connection), append.rows));
        });
        if (!together && appends.size() > 1) {
            for (var append : appends) {
                one(append);
            }
        }
        appends.clear();
    }

    @FunctionalInterface
    private interface Part {
        void run() throws Exception;
    }

    private boolean guarded(List<? extends Pending<?>> works, Part part) throws Undone {
        Savepoint before = savepoint(works);
        try {
            part.run();
            if (before != null) {
                connection.releaseSavepoint(before);
            }
            begun = true;
            return true;
        } catch (Throwable e) { // whatever a work throws must reach its stage, and must not end the writer
            var failure = e instanceof SqlFault carried ? carried.fault() : e;
            undo(before, works, failure);
            works.forEach(work -> work.failed(meaning(failure)));
            return false;
        }
    }

    private Savepoint savepoint(List<? extends Pending<?>> works) throws Undone {
        try {
            return begun ? connection.setSavepoint() : null;
        } catch (SQLException e) {
            throw new Undone(List.of(), e);
        }
    }

    private void undo(Savepoint before, List<? extends Pending<?>> works, Throwable failure) throws Undone {
        try {
            if (before == null) {
                connection.rollback();
                database.begin(connection);
            } else {
                connection.rollback(before);
                connection.releaseSavepoint(before);
            }
            // The driver may roll back without asking a server that is no longer there.
            if (failure instanceof SQLException && !connection.isValid(VALID_WITHIN_SECONDS)) {
                throw new SQLException("The connection is lost");
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
            throw new Undone(works, failure);
        }
    }

    private Throwable meaning(Throwable failure) {
        return failure instanceof SQLException e && database.unavailable(e)
                ? new StoreUnavailable(database.name() + " cannot take it: " + e.getMessage(), e)
                : failure;
    }
}
