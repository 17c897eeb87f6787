package io.sluice.inbox;

import io.sluice.inbox.Group.Undone;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** The one thread that writes: what waits goes into one transaction, so that one sync serves many. */
final class Writer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Writer.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final int COMPLETING_THREADS = 4;

    private final Database database;
    private final WriteQueue queue = new WriteQueue();
    private final ExecutorService completions = Executors.newFixedThreadPool(COMPLETING_THREADS, Writer::completing);
    private final Thread thread = new Thread(this::run, "store-writer");
    private final AtomicLong commits = new AtomicLong();
    private volatile Away away = Away.NOT;
    private Connection connection;

    Writer(Database database) {
        this.database = database;
        thread.setDaemon(true);
        thread.start();
    }

    private static Thread completing(Runnable task) {
        var thread = new Thread(task, "store-completion");
        thread.setDaemon(true);
        return thread;
    }

    <T> CompletionStage<T> write(Pending<T> pending) {
        var state = away;
        if (state.now()) {
            return CompletableFuture.failedFuture(state.cause());
        }
        try {
            queue.add(pending);
        } catch (StoreUnavailable e) {
            return CompletableFuture.failedFuture(e);
        }
        return pending.stage;
    }

    /** How many transactions were committed since the start. */
    long commits() {
        return commits.get();
    }

    private void run() {
        try {
            for (var group = queue.next(); !group.isEmpty(); group = queue.next()) {
                serve(group);
            }
        } catch (InterruptedException e) {
            LOG.warn("The store's writer was interrupted; what waits is not kept");
            queue.close();
            fail(queue.drain(), new StoreUnavailable("The store was closed before this was written.", e));
        } finally {
            disconnect();
        }
    }

    private void serve(List<Pending<?>> group) {
        try {
            write(group);
        } catch (RuntimeException | Error e) { // the writer must outlive it
            LOG.error("The store's writer failed", e);
            disconnect();
            fail(group, unavailable(e));
        }
    }

    private void write(List<Pending<?>> group) {
        try {
            if (!transact(group)) {
                return;
            }
        } catch (Undone undone) {
            again(group, undone);
            return;
        }
        group.forEach(work -> work.complete(completions));
    }

    /** Works that did nothing wrong get a second transaction, on a new connection. */
    private void again(List<Pending<?>> group, Undone undone) {
        boolean culpable = isAlive();
        disconnect();
        var rest = new ArrayList<>(group);
        if (culpable) {
            rest.removeAll(undone.culprits);
            fail(undone.culprits, unavailable(undone.getCause()));
        }
        try {
            if (!rest.isEmpty() && transact(rest)) {
                rest.forEach(work -> work.complete(completions));
            }
        } catch (Undone e) {
            disconnect();
            fail(rest, unavailable(e.getCause()));
        }
    }

    /** @return whether it is committed; if not, all works have been failed */
    private boolean transact(List<Pending<?>> group) throws Undone {
        try {
            begin();
        } catch (SQLException | RuntimeException e) {
            disconnect();
            stayAway(group, e);
            return false;
        }
        new Group(connection, database).run(group);
        try {
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            // Not done again: the database may have committed, and only its answer is lost.
            disconnect();
            fail(group, unavailable(e));
            return false;
        }
        commits.incrementAndGet();
        return true;
    }

    private void begin() throws SQLException {
        if (connection == null) {
            var fresh = database.jdbc().connect();
            database.prepareForWriting(fresh);
            fresh.setAutoCommit(false);
            connection = fresh;
        }
        database.begin(connection);
        if (away != Away.NOT) {
            LOG.infof("%s can be written again", database.name());
            away = Away.NOT;
        }
    }

    private void stayAway(List<Pending<?>> group, Exception cause) {
        var unavailable = unavailable(cause);
        if (away == Away.NOT) {
            LOG.warn(unavailable.getMessage());
        }
        away = away.longer(unavailable);
        fail(group, unavailable);
        fail(queue.drain(), unavailable);
    }

    private StoreUnavailable unavailable(Throwable cause) {
        return new StoreUnavailable(
                database.name() + " cannot be written: " + cause.getMessage() + ". It is tried again.", cause);
    }

    private void fail(List<? extends Pending<?>> works, StoreUnavailable cause) {
        for (var work : works) {
            work.failed(cause);
            work.complete(completions);
        }
    }

    private boolean isAlive() {
        try {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private void disconnect() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debugf("Closing a broken connection to %s: %s", database.name(), e.getMessage());
        }
        connection = null;
    }

    /** Writes what waits, and ends when the last stage is completed. */
    @Override
    public void close() {
        queue.close();
        try {
            thread.join(LONGEST_STOP.toMillis());
            completions.shutdown();
            completions.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
