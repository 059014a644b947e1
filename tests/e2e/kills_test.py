#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""kills_test.py PROGRAMS [KILLS [SEED]]: real programs are killed (SIGKILL) at moments by chance: while they open, act, post and serve.

What one of them has acknowledged is there afterwards: the action on the sidechain and the page's text; nothing
asks to be repaired, and the whole data verifies. It is looked at after every tenth kill, and all of it at the end."""

import json
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

DONE = ("on-sidechain", "in-batch", "final")
PAYEE = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"


class World:
    def __init__(self, programs, folder, chance):
        self.programs = pathlib.Path(programs)
        self.data = pathlib.Path(folder) / "data"
        self.password = pathlib.Path(folder) / "password"
        self.password.write_text("correct horse battery\n")
        self.chance = chance
        self.number = 0  # of the next page, task and payment
        self.actions = set()  # ids that were acknowledged
        self.pages = {}  # name: text, of those that were acknowledged and not read back yet
        self.every_page = {}  # all that were acknowledged: read once more at the end
        self.survived = 0
        self.endings = 0  # kills of a program that had answered everything and had not ended yet

    def cli(self, *words):
        return [self.programs / "stoa-cli", "--data", self.data, "--password-file", self.password, "--json", *words]

    def lines(self, commands):
        """Runs them undisturbed; each must succeed."""
        ran = subprocess.run(self.cli("batch"), input="\n".join(commands) + "\n", capture_output=True, text=True)
        if ran.returncode != 0:
            sys.exit(f"{commands} ended with {ran.returncode}: {ran.stdout}{ran.stderr}")
        return [json.loads(line) for line in ran.stdout.splitlines()]

    def some_commands(self, count=60):
        commands, wanted = [], []
        for _ in range(count):
            n = self.number
            self.number += 1
            kind = self.chance.randrange(4)
            if kind == 0:
                commands.append(f"wallet send {PAYEE} 0.{n + 1:09}")
            elif kind == 1:
                commands.append(f'task create --title "Task {n}"')
            else:
                commands.append(f'wiki put "Page {n}" --text "text of {n}"')
            wanted.append(f"Page {n}" if kind > 1 else None)
        return commands, wanted

    def note(self, output, wanted):
        for line, page in zip(output.splitlines(keepends=True), wanted):
            if not line.endswith("\n"):
                return  # cut off: it has not been said
            answer = json.loads(line)
            if "error" in answer:
                return  # the node was gone: not acknowledged
            if answer.get("isSent", True):
                self.actions.add(answer["id"])
            if page:
                self.pages[page] = "text of " + page.split()[1]

    def act_and_kill(self, victim=None):
        """The one that acts is killed, or `victim`, through which it acts."""
        commands, wanted = self.some_commands()
        actor = subprocess.Popen(self.cli("batch"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                 stderr=subprocess.DEVNULL, text=True)
        killer = victim or actor
        actor.stdin.write("\n".join(commands) + "\n")
        actor.stdin.close()
        time.sleep(self.chance.choice((0.05, 0.3, 1.0)) * self.chance.random())
        killer.send_signal(signal.SIGKILL)
        if victim:
            victim.wait()
        output = actor.stdout.read()
        actor.wait()
        self.note(output, wanted)

    def kill_while_posting(self):
        """Whoever has done everything posts the open batch before it ends."""
        commands, wanted = self.some_commands(10)
        actor = subprocess.Popen(self.cli("batch"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                 stderr=subprocess.DEVNULL, text=True)
        actor.stdin.write("\n".join(commands) + "\n")
        actor.stdin.close()
        output = "".join(actor.stdout.readline() for _ in commands)
        time.sleep(self.chance.choice((0.001, 0.004, 0.02)) * self.chance.random())
        actor.send_signal(signal.SIGKILL)
        self.endings += actor.wait() == -signal.SIGKILL
        self.note(output, wanted)

    def node(self):
        return subprocess.Popen([self.programs / "stoad", "--data", self.data, "--port", "0"],
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def serve_and_kill(self):
        node = self.node()
        if not node.stdout.readline():
            sys.exit(f"stoad did not start after a kill: it ended with {node.wait()}")
        self.act_and_kill(node)

    def kill_while_opening(self):
        node = self.node()
        time.sleep(0.2 * self.chance.random())
        node.send_signal(signal.SIGKILL)
        node.wait()

    def check(self, everything, at_end=False):
        self.every_page.update(self.pages)
        if at_end:
            self.pages = self.every_page
        pages = list(self.pages)
        asked = ["wallet history --all"] + (["verify"] if everything else [])
        answers = self.lines(asked + [f'wiki get "{page}"' for page in pages])
        there = {action["id"] for action in answers[0]["actions"] if action["finality"] in DONE}
        lost = self.actions - there
        if lost:
            sys.exit(f"acknowledged and lost: {sorted(lost)}")
        if everything and not answers[1]["isGood"]:
            sys.exit(f"it does not verify: {answers[1]}")
        for page, answer in zip(pages, answers[len(asked):]):
            if answer["text"] != self.pages[page]:
                sys.exit(f"{page} has another text: {answer}")
        self.survived = len(self.actions)
        self.pages = {}


def main():
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.SystemRandom().randrange(2**32)
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        world = World(sys.argv[1], folder, random.Random(seed))
        world.lines(["wallet create", "network faucet", 'company create --name Forge --purpose "We build."'])
        for number in range(1, kills + 1):
            world.chance.choice((world.act_and_kill, world.act_and_kill, world.serve_and_kill, world.kill_while_opening,
                                 world.kill_while_posting))()
            if number % 10 == 0 or number == kills:
                world.check(everything=number % 50 == 0 or number == kills, at_end=number == kills)
    print(f"{world.survived} acknowledged actions survived {kills} kills, {world.endings} of them while the last batch was posted")
    if world.survived < kills // 4:  # usually twice as many as kills; kills between which nothing is done prove little
        sys.exit("hardly anything was done between the kills")


main()
