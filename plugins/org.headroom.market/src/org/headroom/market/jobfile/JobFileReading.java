package org.headroom.market.jobfile;

import java.util.List;
import java.util.Optional;

/**
 * What became of one job file: its services when it was accepted, the reason when it was refused.
 *
 * @param format empty when the file is refused before its format is known
 * @param warnings by line
 * @param services empty when it was refused
 */
public record JobFileReading(
        Optional<JobFileFormat> format,
        Optional<JobFileError> error,
        List<JobFileWarning> warnings,
        List<JobService> services) {
    public JobFileReading {
        warnings = List.copyOf(warnings);
        services = List.copyOf(services);
        if (error.isPresent() != services.isEmpty())
            throw new IllegalArgumentException("either services or a reason why there are none");
    }

    public static JobFileReading accepted(JobFileFormat format, List<JobService> services, JobFileWarnings warnings) {
        return new JobFileReading(Optional.of(format), Optional.empty(), warnings.all(), services);
    }

    public static JobFileReading refused(
            Optional<JobFileFormat> format, List<JobFileWarning> warnings, JobFileError error) {
        return new JobFileReading(format, Optional.of(error), warnings, List.of());
    }

    public boolean accepted() {
        return error.isEmpty();
    }
}
