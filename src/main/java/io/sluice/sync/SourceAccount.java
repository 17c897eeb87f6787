package io.sluice.sync;

import io.sluice.sfmc.ReadListener;
import io.sluice.sfmc.SfmcSource;
import java.util.List;
import java.util.Set;

/** The account that a run reads. */
interface SourceAccount {
    SfmcSource open(ReadListener listener);

    /** Those of the scopes that the account's token is known not to have. */
    Set<String> lacking(List<String> scopes);
}
