package org.headroom.jobs;

import java.util.Map;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.LeaseId;

/** Hands an engine the variables that renters sealed, so that it keeps them nowhere else. */
interface SecretKeeper {
    /** Of an engine that takes them in the request alone. */
    SecretKeeper NONE = new SecretKeeper() {
        @Override
        public void keep(JobSpec job, Map<String, String> environment) {}

        @Override
        public void forget(LeaseId lease) {}

        @Override
        public void sweep() {}
    };

    /** Before the container is created: what its request refers to. */
    void keep(JobSpec job, Map<String, String> environment) throws JobFailure;

    /** When the job has started, or never will. What cannot be deleted now is deleted by {@link #sweep}. */
    void forget(LeaseId lease);

    /** Deletes what a rig left that was killed in between. */
    void sweep() throws JobFailure;
}
