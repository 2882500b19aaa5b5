package org.headroom.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;

/** Whether and how a missing image may be fetched. Pure. */
final class ImagePull {
    private ImagePull() {}

    /** Throws where the image may not be fetched, saying why. */
    static void check(String image, boolean allowed) throws JobFailure {
        int slash = image.indexOf('/');
        String host = slash < 0 ? "" : image.substring(0, slash);
        boolean registry = host.contains(".") || host.contains(":");
        if (host.equals("localhost"))
            throw new JobFailure(
                    Kind.NO_IMAGE,
                    "The image " + image
                            + " is not on this machine, and its name says that it is nowhere else; load it.");
        if (!registry)
            throw new JobFailure(
                    Kind.NO_IMAGE,
                    "The image " + image + " is not on this machine and names no registry to fetch it from.");
        if (!allowed)
            throw new JobFailure(
                    Kind.NO_IMAGE,
                    "The image " + image
                            + " is not on this machine, and this rig fetches none; load it or allow fetching.");
    }

    /** What went wrong, from the progress lines that engines send with a status that says all is well. */
    static String trouble(String progress) {
        String last = "";
        for (String line : progress.split("\n")) {
            try {
                JsonNode node = EngineClient.JSON.readTree(line);
                for (String field : new String[] {"error", "message", "cause"})
                    if (node != null && node.path(field).isTextual()) {
                        last = node.path(field).asText();
                        break;
                    }
            } catch (JsonProcessingException e) {
                last = line;
            }
        }
        return last.isBlank() ? "the engine does not say why." : EngineClient.oneLine(last) + ".";
    }
}
