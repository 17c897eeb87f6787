package io.sluice.mapping;

import io.sluice.delivery.Finding;
import java.util.Collection;
import java.util.List;

/** Compares mappings with what is there, in the accounts of one destination that are on. */
public interface ConnectCheck {
    /** Takes a second for every call. @param uses of all mappings; those of other destinations and accounts are left out */
    List<Finding> findings(Collection<TargetUse> uses) throws InterruptedException;
}
