package io.sluice.mapping;

import io.sluice.delivery.Answer;
import io.sluice.delivery.Finding;
import io.sluice.delivery.Request;
import java.util.Collection;
import java.util.List;

/** Compares mappings with what is there, in the accounts of one destination that are on. */
public interface ConnectCheck {
    /** Takes a second for every call. @param uses of all mappings; those of other destinations and accounts are left out */
    List<Finding> findings(Collection<TargetUse> uses) throws InterruptedException;

    /** Whether it can ask this account: it is on, and of this destination. */
    boolean asks(String destination, String account);

    /** What the account answers to a question that changes nothing there. Takes a second as well. */
    Answer ask(String account, Request question) throws InterruptedException;
}
