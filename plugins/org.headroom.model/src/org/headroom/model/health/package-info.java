/** When a GPU is not well: rules, alarms, and what they ask of the rig. */
@org.jspecify.annotations.NullMarked
package org.headroom.model.health;
