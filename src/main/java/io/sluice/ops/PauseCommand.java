package io.sluice.ops;

import io.sluice.delivery.Flows;
import io.sluice.inbox.Errand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "pause",
        description =
                "Lets an account, or the lane of a mapping, make no calls until it is resumed. Nothing is refused meanwhile.")
class PauseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<account|flow|mapping>", description = "Of a mapping, the whole flow is meant.")
    String name;

    private final StoreAccess access;
    private final Flows flows;

    PauseCommand(StoreAccess access, Flows flows) {
        this.access = access;
        this.flows = flows;
    }

    @Override
    public Integer call() {
        return access.with(store -> {
            var aim = Aim.of(flows, name);
            return Asking.ask(store, aim.account(), aim.lane(), new Errand.Pause());
        });
    }
}
