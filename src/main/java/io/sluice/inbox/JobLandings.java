package io.sluice.inbox;

import io.sluice.delivery.Job;
import io.sluice.delivery.Merging;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import java.util.ArrayList;
import java.util.List;

/** What the verdicts about a job's rows mean for the deliveries that it stands for. */
final class JobLandings {
    private JobLandings() {}

    /** @param verdicts one for each row, in order */
    static List<Landing> of(Job job, List<Outcome> verdicts) {
        var landings = new ArrayList<Landing>();
        for (var i = 0; i < verdicts.size(); i++) {
            add(job.lane(), job.lines().get(i), verdicts.get(i), landings);
        }
        return landings;
    }

    private static void add(String lane, Job.Line line, Outcome verdict, List<Landing> landings) {
        var sources = line.sources();
        var parts = sources.stream().map(Job.Source::part).toList();
        // Of several that were refused as one row, each is then sent by a call, which tells them apart.
        var each = verdict instanceof Outcome.Refused && sources.size() > 1
                ? Merging.outcomes(parts, new Outcome.Held(Reason.ROW_REJECTED))
                : Merging.outcomes(parts, verdict);
        for (var i = 0; i < sources.size(); i++) {
            var source = sources.get(i);
            var delivery = Placeholder.of(lane, source.seq(), source.mapping(), line.key());
            landings.add(new Landing(Flight.without(delivery), each.get(i)));
        }
    }
}
