/** Runs jobs in containers of Docker or Podman: isolation, output, artefacts. */
@org.jspecify.annotations.NullMarked
package org.headroom.jobs;
