package org.headroom.jobs;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.Manifest;

/** The environment that a job starts with: the manifest's, a home that it can write to, and no GPU by the back door. */
final class JobEnvironment {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,255}");

    private JobEnvironment() {}

    static Map<String, String> of(Manifest manifest) throws JobFailure {
        TreeMap<String, String> all = new TreeMap<>();
        all.put("HOME", "/tmp");
        // The job's number may have no name in its image, and some programs do not start without one.
        all.put("USER", "job");
        for (Map.Entry<String, String> e : manifest.environment().entrySet()) {
            if (!NAME.matcher(e.getKey()).matches())
                throw new JobFailure(
                        JobFailure.Kind.REFUSED_BY_ENGINE,
                        "The manifest's environment has a name that no shell takes; use letters, digits and underscores.");
            if (e.getValue().indexOf('\0') >= 0)
                throw new JobFailure(
                        JobFailure.Kind.REFUSED_BY_ENGINE,
                        "The manifest's variable " + e.getKey() + " contains a zero byte; remove it.");
            all.put(e.getKey(), e.getValue());
        }
        // Where NVIDIA's runtime hook is Docker's default, this variable alone would hand in every GPU of the machine.
        all.put("NVIDIA_VISIBLE_DEVICES", "void");
        return all;
    }
}
