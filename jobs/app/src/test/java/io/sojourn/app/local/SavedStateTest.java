package io.sojourn.app.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SavedStateTest {
  private Layout layout;

  @BeforeEach
  void layOut(@TempDir Path home) {
    layout = Layout.of(Path.of("/project"), Map.of("SOJOURN_HOME", home.toString()));
  }

  @Test
  void aJobThatNeverRanHasNone() throws IOException {
    assertThat(SavedState.newest(layout, "engagement")).isEmpty();
  }

  @Test
  void theNewestCheckpointOfAnyRunWins() throws IOException {
    write(layout.checkpoints().resolve("engagement/run-a/chk-9"), 9, 1_000);
    Path newest = write(layout.checkpoints().resolve("engagement/run-b/chk-3"), 3, 2_000);
    write(layout.checkpoints().resolve("delivery/run-c/chk-4"), 4, 3_000);

    assertThat(SavedState.newest(layout, "engagement").map(SavedState::folder)).contains(newest);
  }

  @Test
  void aSavepointWinsIfItIsNewer() throws IOException {
    write(layout.checkpoints().resolve("engagement/run-a/chk-9"), 9, 1_000);
    Path savepoint = write(layout.savepoints().resolve("engagement/savepoint-1"), 10, 2_000);
    assertThat(SavedState.newest(layout, "engagement").map(SavedState::folder)).contains(savepoint);

    Path later = write(layout.checkpoints().resolve("engagement/run-b/chk-11"), 11, 3_000);
    assertThat(SavedState.newest(layout, "engagement").map(SavedState::folder)).contains(later);
  }

  @Test
  void atTheSameTimeTheHigherNumberWins() throws IOException {
    write(layout.checkpoints().resolve("engagement/run-a/chk-9"), 9, 1_000);
    Path higher = write(layout.checkpoints().resolve("engagement/run-a/chk-10"), 10, 1_000);

    assertThat(SavedState.newest(layout, "engagement").map(SavedState::folder)).contains(higher);
  }

  @Test
  void anAttemptThatWasCutShortDoesNotCount() throws IOException {
    Path complete = write(layout.checkpoints().resolve("engagement/run-a/chk-1"), 1, 1_000);
    Files.createDirectories(layout.checkpoints().resolve("engagement/run-a/chk-2"));
    Path empty = Files.createDirectories(layout.checkpoints().resolve("engagement/run-a/chk-3"));
    Files.createFile(empty.resolve("_metadata"));
    Path foreign = Files.createDirectories(layout.checkpoints().resolve("engagement/run-a/chk-4"));
    Files.writeString(foreign.resolve("_metadata"), "not what Flink writes, but long enough");

    assertThat(SavedState.newest(layout, "engagement").map(SavedState::folder)).contains(complete);
  }

  @Test
  void forgetsTheRunsBeforeTheNewestWithAState() throws IOException {
    write(layout.checkpoints().resolve("engagement/run-a/chk-1"), 1, 1_000);
    Path newest = write(layout.checkpoints().resolve("engagement/run-b/chk-2"), 2, 2_000);
    Path begun = Files.createDirectories(layout.checkpoints().resolve("engagement/run-c"));
    Path savepoint = write(layout.savepoints().resolve("engagement/savepoint-1"), 1, 500);

    SavedState.forgetOlderRuns(layout, "engagement", "run-c");

    assertThat(layout.checkpoints().resolve("engagement/run-a")).doesNotExist();
    assertThat(newest).exists();
    assertThat(begun).exists();
    assertThat(savepoint).as("savepoints are for people to delete").exists();
  }

  private static Path write(Path folder, long number, long atSecond) throws IOException {
    Path metadata = Files.createDirectories(folder).resolve("_metadata");
    Files.write(
        metadata, ByteBuffer.allocate(16).putInt(0x4960672d).putInt(5).putLong(number).array());
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(atSecond * 1000));
    return folder;
  }
}
