package io.sluice.inbox;

import jakarta.inject.Singleton;
import java.util.Optional;

/** The syncs that this command has asked for, as the store knows them: whoever holds the account carries them out. */
@Singleton
public final class AskedSyncs {
    private final SqlStore store;

    AskedSyncs(SqlStore store) {
        this.store = store;
    }

    /**
     * How it is getting on.
     *
     * @param held whether somebody holds the account, and so will carry it out
     * @param progress its newest line; empty while nobody has begun it
     * @param answer when it has ended
     */
    public record Standing(boolean held, String progress, Optional<CommandStore.Answer> answer) {}

    /** @return its number, once it is on disk */
    public long ask(String account, Errand.Sync errand) throws InterruptedException {
        return store.written(tx -> ErrandSql.insert(tx.sql(), account, Optional.empty(), errand, tx.now()));
    }

    public Standing standing(String account, long id) {
        var now = store.now();
        return store.reads().read(sql -> {
            var row = ErrandSql.one(sql, id);
            var answer = row.isOpen()
                    ? Optional.<CommandStore.Answer>empty()
                    : Optional.of(new CommandStore.Answer(row.state() == ErrandRow.State.DONE, row.answer()));
            return new Standing(AccountSql.held(sql, account, now), row.progress(), answer);
        });
    }

    /** Nobody wants it any more, and nobody is carrying it out. */
    public void withdraw(long id, String why) throws InterruptedException {
        store.written(tx -> ErrandSql.answer(tx.sql(), id, ErrandRow.State.FAILED, why));
    }
}
