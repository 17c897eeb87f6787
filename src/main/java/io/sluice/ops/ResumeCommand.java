package io.sluice.ops;

import io.sluice.delivery.Flows;
import io.sluice.inbox.Errand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = "Ends the pause of an account, or of the lane of a mapping, whatever its reason.")
class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<account|flow|mapping>", description = "Of a mapping, the whole flow is meant.")
    String name;

    private final StoreAccess access;
    private final Flows flows;

    ResumeCommand(StoreAccess access, Flows flows) {
        this.access = access;
        this.flows = flows;
    }

    @Override
    public Integer call() {
        return access.with(store -> {
            var aim = Aim.of(flows, name);
            return Asking.ask(store, aim.account(), aim.lane(), new Errand.Resume());
        });
    }
}
