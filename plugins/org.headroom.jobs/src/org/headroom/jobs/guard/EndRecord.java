package org.headroom.jobs.guard;

import java.io.IOException;
import java.util.Optional;
import org.headroom.jobs.guard.MachineTime.Moment;

/**
 * What the guard did to a job, for the rig to read before it judges the job's end.
 *
 * @param why the name of the reason, as the rig gave it
 * @param begun when the guard began to end it
 * @param over when no process of it was left; empty while some may be
 */
public record EndRecord(String lease, String container, String why, Moment begun, Optional<Moment> over) {
    static EndRecord parse(String text) throws IOException {
        Texts all = Texts.parse(text);
        if (all.number("format") > GuardedJob.FORMAT) throw new IOException("a record is of a newer format");
        boolean over = !all.textOr("over.bootId", "").isEmpty();
        return new EndRecord(
                all.text("lease"),
                all.text("container"),
                all.text("why", "[A-Z_]{1,40}"),
                GuardedJob.moment(all, "begun"),
                over ? Optional.of(GuardedJob.moment(all, "over")) : Optional.empty());
    }

    String format() {
        Texts all = Texts.empty()
                .with("format", GuardedJob.FORMAT)
                .with("lease", lease)
                .with("container", container)
                .with("why", why);
        GuardedJob.with(all, "begun", begun);
        over.ifPresent(at -> GuardedJob.with(all, "over", at));
        return all.toString();
    }
}
