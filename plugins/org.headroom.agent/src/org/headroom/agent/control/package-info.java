/** The socket by which the owner's command line works a rig that runs. */
@org.jspecify.annotations.NullMarked
package org.headroom.agent.control;
